"""Where residents are served, and what the idle screens announce. Distances by road are rough."""

from signaling.pori.cards import name, text
from signaling.protocol.views import Notice
from signaling.routing.model import Place, PlaceKind

TERMINALS = (
    Place(
        id="reposaari",
        kind=PlaceKind.TERMINAL,
        name=text("Reposaari", "Räfsö", "Reposaari"),
        district="reposaari",
        road_km=30.0,
        private_room=True,
    ),
    Place(
        id="ahlainen",
        kind=PlaceKind.TERMINAL,
        name=text("Ahlainen", "Vittisbofjärd", "Ahlainen"),
        district="ahlainen",
        road_km=25.0,
        private_room=False,
    ),
    Place(
        id="lavia",
        kind=PlaceKind.TERMINAL,
        name=name("Lavia"),
        district="lavia",
        road_km=55.0,
        private_room=True,
    ),
)

DESKS = (
    Place(
        id="tiski-1",
        kind=PlaceKind.DESK,
        name=text("Palvelupiste, Yrjönkatu 6", "Servicestället, Yrjönkatu 6", "Service point, Yrjönkatu 6"),
        district=None,
        road_km=0.0,
        private_room=True,
    ),
    Place(
        id="tiski-2",
        kind=PlaceKind.DESK,
        name=text("Palvelupiste, tiski 2", "Servicestället, disk 2", "Service point, desk 2"),
        district=None,
        road_km=0.0,
        private_room=True,
    ),
)

PLACES = TERMINALS + DESKS

NOTICES = (
    Notice(
        title=text(
            "Rannan asemakaava on nähtävillä",
            "Detaljplanen för stranden är framlagd",
            "The plan for the shore is on display",
        ),
        body=text(
            "Luonnos koskee Reposaaren satamaa ja uimarantaa. Kerro mielipiteesi 11.12. mennessä.",
            "Utkastet gäller hamnen och badstranden i Räfsö. Säg din åsikt senast 11.12.",
            "The draft is about the harbour and the beach of Reposaari. Tell us what you think by 11 December.",
        ),
        dates=text(
            "Nähtävillä 16.11.–11.12.2026",
            "Framlagd 16.11–11.12.2026",
            "On display 16 November – 11 December 2026",
        ),
    ),
    Notice(
        title=text(
            "Luukulla voi asioida myös illalla",
            "Luckan har öppet också på kvällen",
            "The hatch is open in the evening too",
        ),
        body=text(
            "Asiakaspalvelija vastaa maanantaista torstaihin klo 18 asti, perjantaina klo 16 asti.",
            "Kundrådgivaren svarar måndag till torsdag till kl. 18 och på fredag till kl. 16.",
            "An adviser answers until 6 pm from Monday to Thursday, and until 4 pm on Friday.",
        ),
        dates=text("Voimassa 23.11.2026 alkaen", "Gäller från 23.11.2026", "From 23 November 2026"),
    ),
    Notice(
        title=text(
            "Biojäte kerätään erikseen", "Bioavfall samlas in separat", "Food waste is collected separately"
        ),
        body=text(
            "Vie ruoantähteet biojäteastiaan tai kompostoriin. Luukulla neuvotaan, miten kompostori hankitaan.",
            "Lägg matrester i bioavfallskärlet eller komposten. I luckan får du råd om hur du skaffar en kompost.",
            "Put food scraps in the food waste bin or the compost. Ask at the hatch how to get a composter.",
        ),
        dates=text("Tiedote 20.11.2026", "Meddelande 20.11.2026", "Notice of 20 November 2026"),
    ),
)
