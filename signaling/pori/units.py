"""The organisations that serve: city units, state agencies, the wellbeing services county.

Some have handed their services to another since: the cards say who answers from what day on.
"""

from signaling.pori.cards import name, text
from signaling.protocol.views import LocalText
from signaling.routing.model import Unit


def _unit(unit: str, called: LocalText, answers: LocalText, *, state: bool = False) -> Unit:
    return Unit(id=unit, name=called, answers=answers, state=state)


CITY_UNITS = (
    _unit(
        "asiakaspalvelu",
        text("Asiakaspalvelu", "Kundservicen", "Customer service"),
        text(
            "Sinua palvelee Porin asiakaspalvelu.",
            "Du betjänas av kundservicen i Björneborg.",
            "Pori customer service will help you.",
        ),
    ),
    _unit(
        "rakennusvalvonta",
        text("Rakennusvalvonta", "Byggnadstillsynen", "Building control"),
        text(
            "Sinua palvelee Porin rakennusvalvonta.",
            "Du betjänas av byggnadstillsynen i Björneborg.",
            "Pori building control will help you.",
        ),
    ),
    _unit(
        "tonttipalvelut",
        text("Tonttipalvelut", "Tomttjänsterna", "Land services"),
        text(
            "Sinua palvelevat Porin tonttipalvelut.",
            "Du betjänas av tomttjänsterna i Björneborg.",
            "Pori land services will help you.",
        ),
    ),
    _unit(
        "kaupunkisuunnittelu",
        text("Kaupunkisuunnittelu", "Stadsplaneringen", "City planning"),
        text(
            "Sinua palvelee Porin kaupunkisuunnittelu.",
            "Du betjänas av stadsplaneringen i Björneborg.",
            "Pori city planning will help you.",
        ),
    ),
    _unit(
        "tyollisyyspalvelut",
        text("Työllisyyspalvelut", "Sysselsättningstjänsterna", "Employment services"),
        text(
            "Sinua palvelevat Porin työllisyyspalvelut.",
            "Du betjänas av sysselsättningstjänsterna i Björneborg.",
            "Pori employment services will help you.",
        ),
    ),
    _unit(
        "ohjaamo",
        text("Ohjaamo", "Navigatorn", "Ohjaamo"),
        text(
            "Sinua palvelee Porin Ohjaamo.",
            "Du betjänas av Navigatorn i Björneborg.",
            "Ohjaamo in Pori will help you.",
        ),
    ),
    _unit(
        "laskutus",
        text("Laskutus", "Faktureringen", "Invoicing"),
        text(
            "Sinua palvelee Porin kaupungin laskutus.",
            "Du betjänas av faktureringen i Björneborgs stad.",
            "The city's invoicing team will help you.",
        ),
    ),
    _unit(
        "varhaiskasvatus",
        text("Varhaiskasvatus", "Småbarnspedagogiken", "Early childhood education"),
        text(
            "Sinua palvelee Porin varhaiskasvatus.",
            "Du betjänas av småbarnspedagogiken i Björneborg.",
            "Pori early childhood education will help you.",
        ),
    ),
    _unit(
        "opetustoimi",
        text("Opetustoimi", "Undervisningen", "Education services"),
        text(
            "Sinua palvelee Porin opetustoimi.",
            "Du betjänas av undervisningen i Björneborg.",
            "Pori education services will help you.",
        ),
    ),
    _unit(
        "liikunta",
        text("Liikunta- ja nuorisoyksikkö", "Idrotts- och ungdomsenheten", "Sports and youth"),
        text(
            "Sinua palvelee Porin liikunta- ja nuorisoyksikkö.",
            "Du betjänas av idrotts- och ungdomsenheten i Björneborg.",
            "The sports and youth unit of Pori will help you.",
        ),
    ),
    _unit(
        "jateneuvonta",
        text("Jäteneuvonta", "Avfallsrådgivningen", "Waste advice"),
        text(
            "Sinua palvelee Porin jäteneuvonta.",
            "Du betjänas av avfallsrådgivningen i Björneborg.",
            "Pori waste advice will help you.",
        ),
    ),
    _unit(
        "ymparistovalvonta",
        text("Ympäristö- ja terveysvalvonta", "Miljö- och hälsotillsynen", "Environment and health control"),
        text(
            "Sinua palvelee Porin ympäristö- ja terveysvalvonta.",
            "Du betjänas av miljö- och hälsotillsynen i Björneborg.",
            "Pori environment and health control will help you.",
        ),
    ),
    _unit(
        "maaseutupalvelut",
        text("Maaseutupalvelut", "Landsbygdstjänsterna", "Rural services"),
        text(
            "Sinua palvelevat Porin maaseutupalvelut.",
            "Du betjänas av landsbygdstjänsterna i Björneborg.",
            "Pori rural services will help you.",
        ),
    ),
    _unit(
        "pysakoinninvalvonta",
        text("Pysäköinninvalvonta", "Parkeringsövervakningen", "Parking control"),
        text(
            "Sinua palvelee Porin pysäköinninvalvonta.",
            "Du betjänas av parkeringsövervakningen i Björneborg.",
            "Pori parking control will help you.",
        ),
    ),
    _unit(
        "joukkoliikenne",
        text("Joukkoliikenne", "Kollektivtrafiken", "Public transport"),
        text(
            "Sinua palvelee Porin joukkoliikenne.",
            "Du betjänas av kollektivtrafiken i Björneborg.",
            "Pori public transport will help you.",
        ),
    ),
    _unit(
        "visit-pori",
        name("Visit Pori"),
        text("Sinua palvelee Visit Pori.", "Du betjänas av Visit Pori.", "Visit Pori will help you."),
    ),
    _unit(
        "perusturva",
        text("Perusturva", "Grundtryggheten", "Social and health services"),
        text(
            "Sinua palvelee Porin perusturva.",
            "Du betjänas av grundtryggheten i Björneborg.",
            "Pori social and health services will help you.",
        ),
    ),
    _unit(
        "tulkkaus",
        text("Tulkkaus", "Tolkningen", "Interpreting"),
        text("Sinua auttaa tulkki.", "En tolk hjälper dig.", "An interpreter will help you."),
    ),
)

STATE_UNITS = (
    _unit(
        "kela",
        text("Kela", "FPA", "Kela"),
        text("Sinua palvelee Kela.", "Du betjänas av FPA.", "Kela will help you."),
        state=True,
    ),
    _unit(
        "verohallinto",
        text("Verohallinto", "Skatteförvaltningen", "Tax Administration"),
        text(
            "Sinua palvelee Verohallinto.",
            "Du betjänas av Skatteförvaltningen.",
            "The Tax Administration will help you.",
        ),
        state=True,
    ),
    _unit(
        "dvv",
        text(
            "Digi- ja väestötietovirasto",
            "Myndigheten för digitalisering och befolkningsdata",
            "Digital and Population Data Services Agency",
        ),
        text(
            "Sinua palvelee Digi- ja väestötietovirasto.",
            "Du betjänas av Myndigheten för digitalisering och befolkningsdata.",
            "The Digital and Population Data Services Agency will help you.",
        ),
        state=True,
    ),
    _unit(
        "maanmittauslaitos",
        text("Maanmittauslaitos", "Lantmäteriverket", "National Land Survey"),
        text(
            "Sinua palvelee Maanmittauslaitos.",
            "Du betjänas av Lantmäteriverket.",
            "The National Land Survey will help you.",
        ),
        state=True,
    ),
    _unit(
        "avi",
        text("Aluehallintovirasto", "Regionförvaltningsverket", "Regional State Administrative Agency"),
        text(
            "Sinua palvelee aluehallintovirasto.",
            "Du betjänas av regionförvaltningsverket.",
            "The Regional State Administrative Agency will help you.",
        ),
        state=True,
    ),
    _unit(
        "lupa-ja-valvontavirasto",
        text("Lupa- ja valvontavirasto", "Tillstånds- och tillsynsverket", "Finnish Supervisory Agency"),
        text(
            "Sinua palvelee Lupa- ja valvontavirasto.",
            "Du betjänas av Tillstånds- och tillsynsverket.",
            "The Finnish Supervisory Agency will help you.",
        ),
        state=True,
    ),
    _unit(
        "ely",
        text("ELY-keskus", "NTM-centralen", "ELY Centre"),
        text("Sinua palvelee ELY-keskus.", "Du betjänas av NTM-centralen.", "The ELY Centre will help you."),
        state=True,
    ),
    _unit(
        "elinvoimakeskus",
        text("Elinvoimakeskus", "Livskraftscentralen", "Economic Development Centre"),
        text(
            "Sinua palvelee elinvoimakeskus.",
            "Du betjänas av livskraftscentralen.",
            "The Economic Development Centre will help you.",
        ),
        state=True,
    ),
    _unit(
        "kkv",
        text(
            "Kilpailu- ja kuluttajavirasto",
            "Konkurrens- och konsumentverket",
            "Competition and Consumer Authority",
        ),
        text(
            "Sinua palvelee Kilpailu- ja kuluttajavirasto.",
            "Du betjänas av Konkurrens- och konsumentverket.",
            "The Competition and Consumer Authority will help you.",
        ),
        state=True,
    ),
)

OTHER_UNITS = (
    _unit(
        "hyvinvointialue",
        text(
            "Satakunnan hyvinvointialue", "Satakunta välfärdsområde", "Wellbeing services county of Satakunta"
        ),
        text(
            "Sinua palvelee Satakunnan hyvinvointialue.",
            "Du betjänas av Satakunta välfärdsområde.",
            "The wellbeing services county of Satakunta will help you.",
        ),
    ),
)

UNITS = CITY_UNITS + STATE_UNITS + OTHER_UNITS
