"""Cards of **Koti ja rakentaminen** and **Liikkuminen**."""

from signaling.pori.cards import EN, FI, MON_TO_SAT, MON_TO_THU, SV, card, hours, link, name, text

HOME = (
    card(
        "rakennusluvat",
        "koti-ja-rakentaminen",
        "rakennusvalvonta",
        title=text("Rakennusluvat", "Bygglov", "Building permits"),
        words=text(
            "Sauna, terassi, piha, remontti",
            "Bastu, terrass, gård, renovering",
            "Sauna, terrace, yard, renovation",
        ),
        search="lupa, rakentaminen, rakennuslupa, sauna, terassi, autotalli, aita, laituri, remontti, purkaminen, "
        "mökki, bygglov, bygga, bastu, building permit, extension",
        open_at=(hours(9, 16, (0, 1, 2)), hours(9, 18, (3,)), hours(9, 14, (4,))),
        papers=(
            text("Piirustus tai oma luonnos", "Ritning eller egen skiss", "A drawing or your own sketch"),
            text("Tontin osoite", "Tomtens adress", "The address of the plot"),
        ),
        links=(link(name("Lupapiste"), "lupapiste.fi"),),
    ),
    card(
        "tontit",
        "koti-ja-rakentaminen",
        "tonttipalvelut",
        title=text("Tontit ja kiinteistöt", "Tomter och fastigheter", "Plots and property"),
        words=text(
            "Tontin vuokraus, ostaminen, rajat",
            "Hyra eller köpa tomt, gränser",
            "Renting or buying a plot, borders",
        ),
        search="tontti, vuokra, vuokratontti, raja, naapuri, maa, venepaikka, tomt, arrende, plot, lease",
        languages=(FI, SV),
        papers=(text("Vuokrasopimus", "Arrendeavtal", "The lease"),),
    ),
    card(
        "kaavat",
        "koti-ja-rakentaminen",
        "kaupunkisuunnittelu",
        title=text("Kaavat ja suunnitelmat", "Planer och planläggning", "City plans"),
        words=text(
            "Mitä kotini lähelle rakennetaan",
            "Vad byggs nära mitt hem",
            "What will be built near my home",
        ),
        search="kaava, asemakaava, nähtävillä, mielipide, muistutus, kuulutus, katu, suunnitelma, detaljplan, plan, "
        "åsikt, zoning, opinion",
        papers=(text("Paikan osoite", "Platsens adress", "The address of the place"),),
    ),
    card(
        "lainhuuto",
        "koti-ja-rakentaminen",
        "maanmittauslaitos",
        title=text("Lainhuuto ja kartat", "Lagfart och kartor", "Property title and maps"),
        words=text(
            "Talon kauppa, kiinnitys, rajamerkki",
            "Köp av hus, inteckning, råmärke",
            "Buying a house, mortgage, border mark",
        ),
        search="lainhuuto, kiinnitys, kartta, lohkominen, rajapyykki, maanmittaus, kauppakirja, lagfart, karta, "
        "inteckning, title, mortgage, map",
        open_at=(hours(9, 15),),
        papers=(
            text("Kauppakirja tai lahjakirja", "Köpebrev eller gåvobrev", "Deed of sale or gift"),
            text("Kiinteistötunnus", "Fastighetsbeteckning", "The property identifier"),
        ),
        links=(
            link(
                text(
                    "Maanmittauslaitoksen asiointi",
                    "Lantmäteriverkets e-tjänst",
                    "National Land Survey online",
                ),
                "maanmittauslaitos.fi",
            ),
        ),
    ),
    card(
        "muutto",
        "koti-ja-rakentaminen",
        "dvv",
        title=text("Muutto ja osoite", "Flytt och adress", "Moving and address"),
        words=text(
            "Muuttoilmoitus, kotikunta, todistukset",
            "Flyttanmälan, hemkommun, intyg",
            "Notice of move, home town, certificates",
        ),
        search="muutto, muuttoilmoitus, osoite, kotikunta, väestörekisteri, virkatodistus, henkilötunnus, flytta, "
        "adress, hemkommun, intyg, move, address, certificate",
        open_at=(hours(9, 15),),
        papers=(
            text("Uusi osoite", "Ny adress", "Your new address"),
            text("Muuttopäivä", "Flyttdag", "The day of the move"),
        ),
        links=(link(text("Muuttoilmoitus", "Flyttanmälan", "Notice of move"), "muuttoilmoitus.fi"),),
    ),
)

MOVING_ABOUT = (
    card(
        "pysakointi",
        "liikkuminen",
        "pysakoinninvalvonta",
        title=text("Pysäköinti", "Parkering", "Parking"),
        words=text(
            "Parkkisakko, oikaisu, asukastunnus",
            "Parkeringsbot, rättelse, boendetillstånd",
            "Parking fine, appeal, resident permit",
        ),
        search="parkkisakko, sakko, virhemaksu, parkki, parkkipaikka, lappu, auto, asukaspysäköinti, parkeringsbot, "
        "parkering, parking ticket, fine",
        open_at=(hours(9, 14, MON_TO_THU),),
        papers=(
            text("Maksulappu", "Betalningsuppmaningen", "The ticket"),
            text("Auton rekisterinumero", "Bilens registernummer", "The number plate of the car"),
        ),
    ),
    card(
        "bussit",
        "liikkuminen",
        "joukkoliikenne",
        title=text("Bussit ja reitit", "Bussar och rutter", "Buses and routes"),
        words=text(
            "Aikataulut, pysäkit, matkakortti",
            "Tidtabeller, hållplatser, resekort",
            "Timetables, stops, travel card",
        ),
        search="bussi, aikataulu, pysäkki, linja, vuoro, matkakortti, koulukyyti, buss, tidtabell, resekort, bus, "
        "timetable, travel card",
        open_at=(hours(9, 15),),
        languages=(FI, EN),
        papers=(text("Matkakortti", "Resekort", "Your travel card"),),
    ),
    card(
        "visit-pori",
        "liikkuminen",
        "visit-pori",
        title=text("Matkailuneuvonta", "Turistinformation", "Tourist information"),
        words=text(
            "Nähtävää, majoitus, tapahtumat",
            "Sevärdheter, boende, evenemang",
            "Sights, places to stay, events",
        ),
        search="visit pori, matkailu, majoitus, hotelli, mökki, tapahtuma, kesä, yyteri, turism, boende, evenemang, "
        "tourism, accommodation, events",
        open_at=(hours(9, 17, MON_TO_SAT, ((5, 1), (9, 30)), on_holidays=True),),
        links=(link(name("Visit Pori"), "visitpori.fi"),),
    ),
)
