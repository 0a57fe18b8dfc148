"""`PORI`: the city that `etaluukku demo` puts into an empty store."""

from signaling.pori.cards import text
from signaling.pori.people import ACCOUNTS
from signaling.pori.places import NOTICES, PLACES
from signaling.pori.services_family import FAMILY, NATURE, UNSURE
from signaling.pori.services_home import HOME, MOVING_ABOUT
from signaling.pori.services_work import MONEY, WORK
from signaling.pori.units import UNITS
from signaling.protocol.views import ServiceGroup
from signaling.routing.model import City

GROUPS = (
    ServiceGroup(
        group="koti-ja-rakentaminen",
        name=text("Koti ja rakentaminen", "Hem och byggande", "Home and building"),
    ),
    ServiceGroup(
        group="tyo-ja-opiskelu", name=text("Työ ja opiskelu", "Arbete och studier", "Work and studies")
    ),
    ServiceGroup(group="raha-ja-tuet", name=text("Raha ja tuet", "Pengar och stöd", "Money and support")),
    ServiceGroup(
        group="lapset-ja-perhe", name=text("Lapset ja perhe", "Barn och familj", "Children and family")
    ),
    ServiceGroup(
        group="luonto-ja-jatteet", name=text("Luonto ja jätteet", "Natur och avfall", "Nature and waste")
    ),
    ServiceGroup(group="liikkuminen", name=text("Liikkuminen", "Trafik och resor", "Getting around")),
)

PORI = City(
    groups=GROUPS,
    units=UNITS,
    services=(*HOME, *WORK, *MONEY, *FAMILY, *NATURE, *MOVING_ABOUT, UNSURE),
    places=PLACES,
    accounts=ACCOUNTS,
    notices=NOTICES,
)
