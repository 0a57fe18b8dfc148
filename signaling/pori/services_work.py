"""Cards of **Työ ja opiskelu** and **Raha ja tuet**."""

from signaling.pori.cards import ALWAYS, FI, SV, card, hours, link, name, text
from signaling.protocol.words import ServiceKind
from signaling.routing.model import UnitFrom

WORK = (
    card(
        "tyonhaku",
        "tyo-ja-opiskelu",
        "tyollisyyspalvelut",
        title=text("Työnhaku", "Jobbsökning", "Looking for work"),
        words=text(
            "Työtön, uusi työ, koulutus, ansioluettelo",
            "Arbetslös, nytt jobb, utbildning, cv",
            "Unemployed, new job, training, CV",
        ),
        search="työ, työtön, työttömyys, työpaikka, te-toimisto, ansioluettelo, työhakemus, kurssi, lomautus, jobb, "
        "arbetslös, arbete, job, unemployed",
        papers=(
            text("Todistukset", "Betyg och intyg", "Certificates"),
            text("Ansioluettelo", "Meritförteckning", "Your CV"),
        ),
        links=(link(text("Työmarkkinatori", "Jobbmarknad", "Job Market Finland"), "tyomarkkinatori.fi"),),
    ),
    card(
        "palkkatuki",
        "tyo-ja-opiskelu",
        "tyollisyyspalvelut",
        title=text("Tuki työnantajalle", "Stöd för arbetsgivare", "Support for employers"),
        words=text(
            "Palkkatuki, työkokeilu, rekrytointi",
            "Lönesubvention, arbetsprövning, rekrytering",
            "Pay subsidy, work trial, recruiting",
        ),
        search="palkkatuki, työnantaja, yritys, työkokeilu, oppisopimus, lönesubvention, arbetsgivare, employer, "
        "pay subsidy",
        papers=(text("Työsopimuksen luonnos", "Utkast till arbetsavtal", "Draft contract of employment"),),
        links=(link(text("Työmarkkinatori", "Jobbmarknad", "Job Market Finland"), "tyomarkkinatori.fi"),),
    ),
    card(
        "ohjaamo",
        "tyo-ja-opiskelu",
        "ohjaamo",
        title=text("Ohjaamo", "Navigatorn", "Ohjaamo"),
        words=text(
            "Alle 30 v: opinnot, työ, raha, arki",
            "Under 30 år: studier, jobb, pengar, vardag",
            "Under 30: studies, work, money, daily life",
        ),
        search="nuori, nuoret, opiskelu, koulutus, ammatti, arki, asunto, yksin, ahdistus, ung, studier, vardag, young, "
        "studies, guidance",
        open_at=(hours(10, 16, (0, 1, 2, 3)),),
        links=(link(text("Ohjaamot", "Navigatorerna", "Ohjaamo centres"), "ohjaamot.fi"),),
        sensitive=True,
    ),
    card(
        "yritystuet",
        "tyo-ja-opiskelu",
        (UnitFrom(day=ALWAYS, unit="ely"), UnitFrom(day="2026-01-01", unit="elinvoimakeskus")),
        title=text("Yrityksen kehittäminen", "Utveckla ditt företag", "Growing a business"),
        words=text(
            "Tuki yritykselle, neuvonta, investointi",
            "Stöd för företag, rådgivning, investering",
            "Business support, advice, investment",
        ),
        search="yritys, yrittäjä, yritystuki, ely, ely-keskus, investointi, elinvoimakeskus, företag, företagsstöd, "
        "business, entrepreneur, grant",
        open_at=(hours(9, 15),),
        papers=(text("Y-tunnus", "FO-nummer", "Business ID"),),
        links=(
            link(text("Suomi.fi yritykselle", "Suomi.fi för företag", "Suomi.fi for business"), "suomi.fi"),
        ),
    ),
    card(
        "luvat-ja-valvonta",
        "tyo-ja-opiskelu",
        (UnitFrom(day=ALWAYS, unit="avi"), UnitFrom(day="2026-01-01", unit="lupa-ja-valvontavirasto")),
        title=text(
            "Luvat työhön ja yritykselle", "Tillstånd för arbete och företag", "Permits for work and business"
        ),
        words=text(
            "Työn turvallisuus, anniskelulupa, ammattioikeus",
            "Arbetarskydd, serveringstillstånd, yrkesrätt",
            "Safety at work, serving licence, professional licence",
        ),
        search="avi, aluehallintovirasto, valvira, lvv, lupa- ja valvontavirasto, työsuojelu, alkoholilupa, ympäristölupa, "
        "tillstånd, arbetarskydd, licence, safety at work",
        open_at=(hours(9, 15),),
        links=(
            link(
                text(
                    "Lupa- ja valvontavirasto", "Tillstånds- och tillsynsverket", "Finnish Supervisory Agency"
                ),
                "lvv.fi",
            ),
        ),
    ),
)

MONEY = (
    card(
        "verotus",
        "raha-ja-tuet",
        "verohallinto",
        title=text("Verotus", "Beskattning", "Taxation"),
        words=text(
            "Verokortti, veroilmoitus, kiinteistövero",
            "Skattekort, skattedeklaration, fastighetsskatt",
            "Tax card, tax return, real estate tax",
        ),
        search="vero, verokortti, veroilmoitus, veronpalautus, mätky, jäännösvero, perintövero, kotitalousvähennys, skatt, "
        "skattekort, tax, tax card, refund",
        papers=(
            text("Verottajan kirje", "Brevet från Skatteförvaltningen", "The letter from the tax office"),
            text("Palkkalaskelma", "Lönespecifikation", "Your pay slip"),
        ),
        links=(link(text("OmaVero", "MinSkatt", "MyTax"), "vero.fi/omavero"),),
    ),
    card(
        "kelan-etuudet",
        "raha-ja-tuet",
        "kela",
        title=text("Kelan etuudet", "FPA:s förmåner", "Kela benefits"),
        words=text(
            "Asumistuki, lapsilisä, eläke, sairauspäiväraha",
            "Bostadsbidrag, barnbidrag, pension, sjukdagpenning",
            "Housing allowance, child benefit, pension, sickness",
        ),
        search="kela, asumistuki, lapsilisä, vanhempainraha, eläke, työttömyysturva, opintotuki, toimeentulotuki, "
        "kela-kortti, fpa, bostadsbidrag, pension, benefit, housing allowance",
        papers=(
            text("Kelan päätös tai kirje", "Beslut eller brev från FPA", "A decision or letter from Kela"),
            text("Vuokrasopimus", "Hyresavtal", "Your rental agreement"),
        ),
        links=(link(text("OmaKela", "MittFPA", "OmaKela"), "kela.fi/omakela"),),
    ),
    card(
        "laskut",
        "raha-ja-tuet",
        "laskutus",
        title=text("Kaupungin laskut", "Stadens fakturor", "Bills from the city"),
        words=text(
            "Lasku, maksuaika, osamaksu",
            "Faktura, betalningstid, avbetalning",
            "A bill, more time to pay, instalments",
        ),
        search="lasku, maksu, maksuaika, eräpäivä, perintä, muistutus, osamaksu, viitenumero, faktura, betalning, bill, "
        "invoice, payment",
        languages=(FI, SV),
        papers=(text("Lasku", "Fakturan", "The bill"),),
    ),
    card(
        "aikuissosiaalityo",
        "raha-ja-tuet",
        (UnitFrom(day=ALWAYS, unit="perusturva"), UnitFrom(day="2023-01-01", unit="hyvinvointialue")),
        title=text("Aikuissosiaalityö", "Vuxensocialarbete", "Social work for adults"),
        words=text(
            "Rahat eivät riitä, asuminen, arjen tuki",
            "Pengarna räcker inte, boende, stöd i vardagen",
            "Money runs out, housing, help in daily life",
        ),
        search="sosiaalityö, sosiaalityöntekijä, toimeentulotuki, vuokravelka, häätö, velka, päihteet, sossu, "
        "socialarbetare, utkomststöd, skuld, social worker, debt, eviction",
        open_at=(hours(9, 15),),
        papers=(text("Laskut ja päätökset", "Räkningar och beslut", "Bills and decisions"),),
        sensitive=True,
    ),
    card(
        "kuluttajaneuvonta",
        "raha-ja-tuet",
        "kkv",
        title=text("Kuluttajaneuvonta", "Konsumentrådgivning", "Consumer advice"),
        words=text(
            "Virhe tavarassa, palautus, huijaus",
            "Fel på en vara, retur, bedrägeri",
            "Faulty goods, returns, scams",
        ),
        search="kuluttaja, reklamaatio, takuu, virhe, palautus, huijaus, verkkokauppa, puhelinmyynti, konsument, "
        "reklamation, consumer, refund, scam",
        open_at=(hours(9, 12),),
        papers=(
            text("Kuitti tai sopimus", "Kvitto eller avtal", "The receipt or contract"),
            text("Viestit myyjän kanssa", "Meddelanden med säljaren", "Messages with the seller"),
        ),
        links=(link(name("KKV"), "kkv.fi"),),
    ),
    card(
        "digituki",
        "raha-ja-tuet",
        "asiakaspalvelu",
        title=text("Digituki", "Digitalt stöd", "Digital support"),
        words=text(
            "Apua verkkopalveluihin, kirjautuminen, lomakkeet",
            "Hjälp med e-tjänster, inloggning, blanketter",
            "Help with online services, signing in, forms",
        ),
        search="digi, netti, verkkopalvelu, sähköinen asiointi, tunnistautuminen, salasana, sähköposti, puhelin, tabletti, "
        "tietokone, suomi.fi, omakanta, internet, dator, lösenord, e-tjänst, computer, password, online",
        papers=(
            text(
                "Oma puhelin, tabletti tai tietokone",
                "Din egen telefon, surfplatta eller dator",
                "Your own phone, tablet or computer",
            ),
            text(
                "Pankkitunnukset. Älä näytä niitä kenellekään.",
                "Bankkoder. Visa dem inte för någon.",
                "Your bank codes. Show them to nobody.",
            ),
        ),
        links=(
            link(name("Suomi.fi"), "suomi.fi"),
            link(text("OmaKanta", "MittKanta", "MyKanta"), "kanta.fi"),
        ),
        kind=ServiceKind.DIGITAL_SUPPORT,
    ),
)
