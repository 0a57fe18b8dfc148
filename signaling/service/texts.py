"""The few texts that the server itself puts into views and answers, in three languages."""

from signaling.protocol.errors import SENTENCES, ErrorCode
from signaling.protocol.scalars import Language
from signaling.protocol.views import LocalText
from signaling.routing.model import Duty

CONFIDENTIAL = LocalText(fi="Luottamuksellinen asia", sv="Konfidentiellt ärende", en="Confidential matter")
CUSTOMER = LocalText(fi="Asiakas", sv="Kund", en="Customer")
STAFF_CALL = LocalText(fi="Tiedustelu", sv="Förfrågan", en="Call between staff")
NO_PLACE = LocalText(fi="", sv="", en="")

ROLE: dict[Duty, LocalText] = {
    Duty.CLERK: LocalText(fi="asiakaspalvelija", sv="kundrådgivare", en="clerk"),
    Duty.EXPERT: LocalText(fi="asiantuntija", sv="sakkunnig", en="expert"),
    Duty.INTERPRETER: LocalText(fi="tulkki", sv="tolk", en="interpreter"),
}

ANSWERED_ALREADY = LocalText(
    fi="Toinen vastasi jo.", sv="Någon annan har redan svarat.", en="Somebody else has already answered."
)
CALL_OVER = LocalText(fi="Soitto on jo päättynyt.", sv="Samtalet är redan över.", en="The call is already over.")
OVER = LocalText(
    fi="Asia on jo hoidettu tai peruttu.", sv="Det är redan gjort eller avbrutet.", en="It is already done or called off."
)
TAKEN_OVER = LocalText(
    fi="Jatkoit toisessa ikkunassa.", sv="Du fortsatte i ett annat fönster.", en="You went on in another window."
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
