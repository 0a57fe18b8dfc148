"""The few texts that the server itself puts into views and answers, in three languages."""

from signaling.protocol.errors import SENTENCES, ErrorCode
from signaling.protocol.scalars import Language
from signaling.protocol.views import LocalText
from signaling.routing.model import Duty
from signaling.visit.refusal import GoneWhy

_VISIT_OVER = SENTENCES[ErrorCode.VISIT_OVER]

CONFIDENTIAL = LocalText(fi="Luottamuksellinen asia", sv="Konfidentiellt ärende", en="Confidential matter")
CUSTOMER = LocalText(fi="Asiakas", sv="Kund", en="Customer")
STAFF_CALL = LocalText(fi="Tiedustelu", sv="Förfrågan", en="Call between staff")
NOTHING = LocalText(fi="", sv="", en="")

ROLE: dict[Duty, LocalText] = {
    Duty.CLERK: LocalText(fi="asiakaspalvelija", sv="kundrådgivare", en="clerk"),
    Duty.EXPERT: LocalText(fi="asiantuntija", sv="sakkunnig", en="expert"),
    Duty.INTERPRETER: LocalText(fi="tulkki", sv="tolk", en="interpreter"),
}

GONE: dict[GoneWhy, LocalText] = {
    GoneWhy.OTHER_ANSWERED: LocalText(
        fi="Toinen vastasi jo.", sv="Någon annan har redan svarat.", en="Somebody else has already answered."
    ),
    GoneWhy.WITHDRAWN: LocalText(
        fi="Soitto ehti päättyä.", sv="Samtalet hann avslutas.", en="The call has already ended."
    ),
    GoneWhy.DECLINED: LocalText(
        fi="Hylkäsit jo tämän soiton.",
        sv="Du har redan avböjt samtalet.",
        en="You have already declined this call.",
    ),
    GoneWhy.NOT_REACHED: LocalText(
        fi="Sinua ei tavoitettu, joten soitto päättyi.",
        sv="Du kunde inte nås, så samtalet avslutades.",
        en="You could not be reached, so the call ended.",
    ),
    GoneWhy.SEARCH_OVER: LocalText(
        fi="Kutsu on jo päättynyt.", sv="Inbjudan är redan avslutad.", en="The invitation is already over."
    ),
    GoneWhy.PERSON_LEFT: LocalText(
        fi="Henkilö on jo poistunut.",
        sv="Personen har redan lämnat besöket.",
        en="That person has already left.",
    ),
    GoneWhy.OUTCOME_GIVEN: LocalText(
        fi="Lopputulos on jo kirjattu.",
        sv="Resultatet är redan registrerat.",
        en="The outcome has already been recorded.",
    ),
    GoneWhy.VISIT_OVER: LocalText(fi=_VISIT_OVER.fi, sv=_VISIT_OVER.sv, en=_VISIT_OVER.en),
}
TAKEN_OVER = LocalText(
    fi="Jatkoit toisessa ikkunassa.",
    sv="Du fortsatte i ett annat fönster.",
    en="You went on in another window.",
)


def say(text: LocalText, language: Language) -> str:
    """The text in that language."""
    match language:
        case Language.FI:
            return text.fi
        case Language.SV:
            return text.sv
        case Language.EN:
            return text.en


def refusal(code: ErrorCode, language: Language) -> str:
    return SENTENCES[code].in_language(language)
