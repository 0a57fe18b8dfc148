"""Cards of **Lapset ja perhe** and **Luonto ja jätteet**, and **En ole varma**."""

from signaling.pori.cards import FI, MON_TO_THU, SV, card, hours, link, name, text

FAMILY = (
    card(
        "paivakoti",
        "lapset-ja-perhe",
        "varhaiskasvatus",
        title=text("Päiväkotipaikka", "Dagvårdsplats", "Daycare place"),
        words=text(
            "Hakeminen, maksu, hoitoajat",
            "Ansökan, avgift, vårdtider",
            "Applying, fees, daycare times",
        ),
        search="päiväkoti, päivähoito, varhaiskasvatus, esikoulu, perhepäivähoito, tarha, hoitopaikka, dagis, daghem, "
        "dagvård, daycare, kindergarten",
        open_at=(hours(9, 15),),
        papers=(
            text("Tulotiedot maksua varten", "Inkomstuppgifter för avgiften", "Your income, for the fee"),
        ),
    ),
    card(
        "koulu",
        "lapset-ja-perhe",
        "opetustoimi",
        title=text("Koulunkäynti", "Skolgång", "Going to school"),
        words=text(
            "Ilmoittautuminen, koulukyyti, iltapäivä",
            "Anmälan, skolskjuts, eftermiddag",
            "Enrolling, school transport, afternoon club",
        ),
        search="koulu, esiopetus, ekaluokka, koulukyyti, kuljetus, iltapäivätoiminta, oppilas, skola, skolskjuts, elev, "
        "school, enrol, pupil",
        open_at=(hours(9, 15),),
        languages=(FI, SV),
        links=(link(text("Opintopolku", "Studieinfo", "Studyinfo"), "opintopolku.fi"),),
    ),
    card(
        "liikuntapaikat",
        "lapset-ja-perhe",
        "liikunta",
        title=text("Liikuntapaikat", "Idrottsplatser", "Sports facilities"),
        words=text(
            "Salivuorot, uimahalli, maksut, satamat",
            "Tider i salar, simhall, avgifter, hamnar",
            "Sports halls, swimming, fees, harbours",
        ),
        search="liikunta, salivuoro, vuoro, uimahalli, jäähalli, kenttä, kuntosali, nuorisotila, harrastus, venesatama, "
        "venepaikka, idrott, simhall, sports, swimming, hobby",
        languages=(FI, SV),
    ),
    card(
        "avioliitto-ja-nimi",
        "lapset-ja-perhe",
        "dvv",
        title=text("Avioliitto ja nimi", "Äktenskap och namn", "Marriage and name"),
        words=text(
            "Vihkiminen, nimen muuttaminen, lapsen nimi",
            "Vigsel, ändra namn, barnets namn",
            "Wedding, change of name, a child's name",
        ),
        search="avioliitto, häät, vihkiminen, esteet, sukunimi, etunimi, nimenmuutos, edunvalvonta, äktenskap, vigsel, "
        "namn, marriage, name",
        open_at=(hours(9, 15),),
        papers=(text("Henkilötodistus", "Identitetsbevis", "Proof of identity"),),
        links=(
            link(
                text(
                    "Digi- ja väestötietovirasto",
                    "Myndigheten för digitalisering och befolkningsdata",
                    "Digital and Population Data Services Agency",
                ),
                "dvv.fi",
            ),
        ),
    ),
)

NATURE = (
    card(
        "jateneuvonta",
        "luonto-ja-jatteet",
        "jateneuvonta",
        title=text("Jäteneuvonta", "Avfallsrådgivning", "Waste advice"),
        words=text(
            "Roskat, lajittelu, kompostori, tyhjennys",
            "Sopor, sortering, kompost, tömning",
            "Rubbish, sorting, compost, emptying",
        ),
        search="jäte, roskat, roska-astia, lajittelu, kierrätys, biojäte, komposti, kompostori, jätemaksu, tyhjennysväli, "
        "lietteet, sopor, avfall, sortering, rubbish, waste, recycling",
        open_at=(hours(9, 15),),
        papers=(text("Jätelasku", "Avfallsfaktura", "Your waste bill"),),
        links=(link(text("Kierrätys", "Återvinning", "Recycling"), "kierratys.info"),),
    ),
    card(
        "ymparisto",
        "luonto-ja-jatteet",
        "ymparistovalvonta",
        title=text("Ympäristö ja terveys", "Miljö och hälsa", "Environment and health"),
        words=text(
            "Melu, savu, haju, kaivovesi, home",
            "Buller, rök, lukt, brunnsvatten, mögel",
            "Noise, smoke, smell, well water, mould",
        ),
        search="melu, savu, haju, kaivo, kaivovesi, home, sisäilma, jätevesi, roskaaminen, eläin, ravintola, buller, lukt, "
        "mögel, noise, smell, mould",
        languages=(FI, SV),
        papers=(text("Kuva tai mittaustulos", "Bild eller mätresultat", "A photo or a test result"),),
    ),
    card(
        "maaseutupalvelut",
        "luonto-ja-jatteet",
        "maaseutupalvelut",
        title=text("Maaseutupalvelut", "Landsbygdstjänster", "Rural services"),
        words=text(
            "Maatilan tuet, peltoalue, vahinko",
            "Stöd för gårdar, åkermark, skada",
            "Farm support, fields, damage",
        ),
        search="maaseutu, maatila, viljelijä, pelto, tukihaku, peltolohko, hukkakaura, petovahinko, lantbruk, gård, "
        "åker, farm, farmer, field",
        open_at=(
            hours(9, 15, season=((3, 1), (11, 15))),
            hours(9, 12, (1, 3), ((11, 16), (2, 29))),
        ),
        languages=(FI, SV),
        papers=(
            text("Tilatunnus", "Lägenhetssignum", "The farm identifier"),
            text("Peltokartta", "Karta över åkrarna", "A map of the fields"),
        ),
        links=(link(name("Vipu"), "vipu.ruokavirasto.fi"),),
    ),
)

UNSURE = card(
    "en-ole-varma",
    "en-ole-varma",
    "asiakaspalvelu",
    title=text("En ole varma", "Jag är osäker", "I'm not sure"),
    words=text(
        "Kerro asiasi asiakaspalvelijalle",
        "Berätta ditt ärende för kundrådgivaren",
        "Tell an adviser what it is about",
    ),
    search="apua, neuvonta, en tiedä, kysymys, asiakaspalvelu, porina, hjälp, fråga, help, question",
    open_at=(hours(8, 18, MON_TO_THU), hours(8, 16, (4,))),
    unsure=True,
)
