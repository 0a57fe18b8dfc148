"""Stable error codes, and the sentence that a person reads for each.

A code is never renamed: pages, endpoints and dashboards rely on it.
"""

from enum import StrEnum

from msgspec import Struct

from signaling.protocol.scalars import Language


class ErrorCode(StrEnum):
    # the message
    BAD_JSON = "bad_json"
    TOO_LARGE = "too_large"
    TOO_DEEP = "too_deep"
    UNKNOWN_MESSAGE = "unknown_message"
    INVALID_MESSAGE = "invalid_message"
    HELLO_FIRST = "hello_first"
    PROTOCOL_UNKNOWN = "protocol_unknown"
    TOO_MANY_MESSAGES = "too_many_messages"
    TOO_MANY_BYTES = "too_many_bytes"
    BAD_FRAME = "bad_frame"
    TOO_SLOW = "too_slow"
    TOO_MANY_SOCKETS = "too_many_sockets"
    # the session
    NOT_SIGNED_IN = "not_signed_in"
    SESSION_EXPIRED = "session_expired"
    BAD_ORIGIN = "bad_origin"
    SIGN_IN_FAILED = "sign_in_failed"
    TOO_MANY_TRIES = "too_many_tries"
    SIGN_IN_LINK_OVER = "sign_in_link_over"
    PASSWORD_TOO_SHORT = "password_too_short"  # noqa: S105
    SHUTTING_DOWN = "shutting_down"
    NOT_FOUND = "not_found"
    METHOD_NOT_ALLOWED = "method_not_allowed"
    # the right
    NOT_ALLOWED = "not_allowed"
    NOT_YOUR_VISIT = "not_your_visit"
    # the visit
    VISIT_OVER = "visit_over"
    WRONG_MOMENT = "wrong_moment"
    SERVICE_UNKNOWN = "service_unknown"
    SERVICE_CLOSED = "service_closed"
    NOBODY_ON_SHIFT = "nobody_on_shift"
    PRIVATE_ROOM_NEEDED = "private_room_needed"
    PLACE_BUSY = "place_busy"
    PERSON_BUSY = "person_busy"
    PERSON_UNKNOWN = "person_unknown"
    PLACE_UNKNOWN = "place_unknown"
    PERSON_UNAVAILABLE = "person_unavailable"
    ALREADY_INVITED = "already_invited"
    VISIT_FULL = "visit_full"
    TWO_PEOPLE_NEEDED = "two_people_needed"
    CONSENT_NEEDED = "consent_needed"
    CUSTOMER_HAS_NO_SCREEN = "customer_has_no_screen"
    NOT_AT_A_DESK = "not_at_a_desk"
    FEATURE_OFF = "feature_off"
    SEARCH_UNKNOWN = "search_unknown"
    LINK_UNKNOWN = "link_unknown"
    # ours
    BUSY = "busy"
    NOT_SAVED = "not_saved"
    INTERNAL = "internal"


class Sentence(Struct, frozen=True):
    fi: str
    sv: str
    en: str

    def in_language(self, language: Language) -> str:
        """The sentence in that language."""
        match language:
            case Language.FI:
                return self.fi
            case Language.SV:
                return self.sv
            case Language.EN:
                return self.en


SENTENCES: dict[ErrorCode, Sentence] = {
    ErrorCode.BAD_JSON: Sentence(
        "Viestiä ei voitu lukea.", "Meddelandet kunde inte läsas.", "The message could not be read."
    ),
    ErrorCode.TOO_LARGE: Sentence(
        "Viesti on liian suuri.", "Meddelandet är för stort.", "The message is too large."
    ),
    ErrorCode.TOO_DEEP: Sentence(
        "Viestin rakenne on liian syvä.",
        "Meddelandet har för många nivåer.",
        "The message is nested too deeply.",
    ),
    ErrorCode.UNKNOWN_MESSAGE: Sentence(
        "Palvelin ei tunne tätä viestiä.",
        "Servern känner inte till meddelandet.",
        "The server does not know this message.",
    ),
    ErrorCode.INVALID_MESSAGE: Sentence(
        "Viestissä on virheellinen tieto.",
        "Meddelandet innehåller en felaktig uppgift.",
        "The message has a wrong value in it.",
    ),
    ErrorCode.HELLO_FIRST: Sentence(
        "Sivun pitää ensin esittäytyä.",
        "Sidan måste först presentera sig.",
        "The page has to say hello first.",
    ),
    ErrorCode.PROTOCOL_UNKNOWN: Sentence(
        "Sivu on liian vanha. Lataa se uudelleen.",
        "Sidan är för gammal. Ladda den på nytt.",
        "The page is too old. Load it again.",
    ),
    ErrorCode.TOO_MANY_MESSAGES: Sentence(
        "Sivu lähettää liian paljon viestejä.",
        "Sidan skickar för många meddelanden.",
        "The page sends too many messages.",
    ),
    ErrorCode.TOO_MANY_BYTES: Sentence(
        "Sivu lähettää liian paljon tietoa.",
        "Sidan skickar för mycket data.",
        "The page sends too much data.",
    ),
    ErrorCode.BAD_FRAME: Sentence(
        "Yhteydellä tuli jotain, mikä ei kuulu siihen.",
        "Något kom på anslutningen som inte hör dit.",
        "Something came over the connection that does not belong there.",
    ),
    ErrorCode.TOO_SLOW: Sentence(
        "Pyyntö ei tullut perille ajoissa. Yritä uudelleen.",
        "Begäran kom inte fram i tid. Försök igen.",
        "The request did not arrive in time. Try again.",
    ),
    ErrorCode.TOO_MANY_SOCKETS: Sentence(
        "Sama sivu on auki liian monessa ikkunassa. Sulje muut.",
        "Samma sida är öppen i för många fönster. Stäng de andra.",
        "The same page is open in too many windows. Close the others.",
    ),
    ErrorCode.NOT_SIGNED_IN: Sentence("Kirjaudu ensin.", "Logga in först.", "Sign in first."),
    ErrorCode.SESSION_EXPIRED: Sentence(
        "Kirjautuminen on vanhentunut. Kirjaudu uudelleen.",
        "Inloggningen har gått ut. Logga in på nytt.",
        "Your sign-in has expired. Sign in again.",
    ),
    ErrorCode.BAD_ORIGIN: Sentence(
        "Yhteys ei tule tämän palvelun sivulta.",
        "Anslutningen kommer inte från tjänstens egen sida.",
        "The connection does not come from a page of this service.",
    ),
    ErrorCode.SIGN_IN_FAILED: Sentence(
        "Käyttäjätunnus tai salasana on väärä.",
        "Fel användarnamn eller lösenord.",
        "Wrong user name or password.",
    ),
    ErrorCode.TOO_MANY_TRIES: Sentence(
        "Liian monta yritystä. Odota vartti ja yritä uudelleen.",
        "För många försök. Vänta en kvart och försök igen.",
        "Too many tries. Wait a quarter of an hour and try again.",
    ),
    ErrorCode.SIGN_IN_LINK_OVER: Sentence(
        "Linkki on jo käytetty tai vanhentunut. Pyydä uusi.",
        "Länken är redan använd eller för gammal. Be om en ny.",
        "The link has been used already or is too old. Ask for a new one.",
    ),
    ErrorCode.PASSWORD_TOO_SHORT: Sentence(
        "Salasanassa pitää olla vähintään 12 merkkiä, ja se kirjoitetaan kahdesti samoin.",
        "Lösenordet ska ha minst 12 tecken och skrivas likadant två gånger.",
        "The password needs at least 12 characters, written twice the same.",
    ),
    ErrorCode.SHUTTING_DOWN: Sentence(
        "Palvelin käynnistyy uudelleen. Yhteys palaa itsestään.",
        "Servern startar om. Förbindelsen återkommer av sig själv.",
        "The server is restarting. The connection returns by itself.",
    ),
    ErrorCode.NOT_FOUND: Sentence("Sivua ei löydy.", "Sidan finns inte.", "There is no such page."),
    ErrorCode.METHOD_NOT_ALLOWED: Sentence(
        "Tätä osoitetta ei voi käyttää näin.",
        "Den här adressen kan inte användas så.",
        "This address cannot be used in that way.",
    ),
    ErrorCode.NOT_ALLOWED: Sentence(
        "Sinulla ei ole oikeutta tähän.", "Du har inte rätt att göra detta.", "You may not do this."
    ),
    ErrorCode.NOT_YOUR_VISIT: Sentence(
        "Et ole tässä asioinnissa.", "Du är inte med i det här ärendet.", "You are not in this visit."
    ),
    ErrorCode.VISIT_OVER: Sentence(
        "Asiointi on jo päättynyt.", "Besöket är redan avslutat.", "The visit is already over."
    ),
    ErrorCode.WRONG_MOMENT: Sentence(
        "Tätä ei voi tehdä juuri nyt.", "Det här går inte att göra just nu.", "This cannot be done right now."
    ),
    ErrorCode.SERVICE_UNKNOWN: Sentence(
        "Palvelua ei löydy.", "Tjänsten finns inte.", "There is no such service."
    ),
    ErrorCode.SERVICE_CLOSED: Sentence(
        "Palvelu on nyt kiinni.", "Tjänsten är stängd nu.", "The service is closed now."
    ),
    ErrorCode.NOBODY_ON_SHIFT: Sentence(
        "Palvelussa ei ole nyt ketään vuorossa.",
        "Ingen är i tjänst just nu.",
        "Nobody of this service is on shift now.",
    ),
    ErrorCode.PRIVATE_ROOM_NEEDED: Sentence(
        "Tämä asia hoidetaan paikassa, jossa on oma huone.",
        "Det här ärendet sköts på en plats med eget rum.",
        "This matter is handled at a place that has a private room.",
    ),
    ErrorCode.PLACE_BUSY: Sentence(
        "Tässä palvelupisteessä on jo asiointi kesken.",
        "På den här platsen pågår redan ett besök.",
        "A visit is already under way at this place.",
    ),
    ErrorCode.PERSON_BUSY: Sentence(
        "Henkilö on jo asioinnissa.", "Personen är redan i ett ärende.", "That person is already in a visit."
    ),
    ErrorCode.PERSON_UNKNOWN: Sentence(
        "Henkilöä ei löydy.", "Personen finns inte.", "There is no such person."
    ),
    ErrorCode.PLACE_UNKNOWN: Sentence(
        "Palvelupistettä ei löydy.", "Serviceplatsen finns inte.", "There is no such place."
    ),
    ErrorCode.PERSON_UNAVAILABLE: Sentence(
        "Henkilö ei ole nyt tavattavissa.",
        "Personen kan inte nås just nu.",
        "That person cannot be reached now.",
    ),
    ErrorCode.ALREADY_INVITED: Sentence(
        "Henkilö on jo kutsuttu tähän asiointiin.",
        "Personen är redan inbjuden till besöket.",
        "That person has already been invited to this visit.",
    ),
    ErrorCode.VISIT_FULL: Sentence(
        "Asioinnissa on jo viisi ihmistä.",
        "Det är redan fem personer i besöket.",
        "Five people are already in the visit.",
    ),
    ErrorCode.TWO_PEOPLE_NEEDED: Sentence(
        "Valitse kaksi eri ihmistä.", "Välj två olika personer.", "Choose two different people."
    ),
    ErrorCode.CONSENT_NEEDED: Sentence(
        "Viestin välittämiseen tarvitaan asiakkaan suostumus.",
        "Kundens samtycke behövs för att förmedla meddelandet.",
        "The customer's consent is needed to pass the note on.",
    ),
    ErrorCode.CUSTOMER_HAS_NO_SCREEN: Sentence(
        "Et voi poistua: asiakkaalla ei ole omaa näyttöä.",
        "Du kan inte lämna besöket: kunden har ingen egen skärm.",
        "You cannot leave: the customer has no screen of their own.",
    ),
    ErrorCode.NOT_AT_A_DESK: Sentence(
        "Käynnin voi aloittaa vain palvelupisteen tiskillä.",
        "Ett besök kan inledas bara vid servicepunktens disk.",
        "A visit can be started only at a desk of the service point.",
    ),
    ErrorCode.FEATURE_OFF: Sentence(
        "Tämä ei ole käytössä tässä palvelupisteessä.",
        "Det här är inte i bruk på den här platsen.",
        "This is not in use at this place.",
    ),
    ErrorCode.SEARCH_UNKNOWN: Sentence(
        "Kutsu ei ole enää voimassa.", "Inbjudan gäller inte längre.", "The invitation is no longer open."
    ),
    ErrorCode.LINK_UNKNOWN: Sentence(
        "Tätä yhteyttä ei enää ole.", "Förbindelsen finns inte längre.", "This connection no longer exists."
    ),
    ErrorCode.BUSY: Sentence(
        "Palvelin on ruuhkainen. Yritä hetken kuluttua uudelleen.",
        "Servern är överbelastad. Försök igen om en stund.",
        "The server is busy. Try again in a moment.",
    ),
    ErrorCode.NOT_SAVED: Sentence(
        "Tätä ei juuri nyt saatu tallennettua. Yritä hetken kuluttua uudelleen. Käynnissä oleva keskustelu jatkuu.",
        "Det här kunde inte sparas just nu. Försök igen om en stund. Ett pågående samtal fortsätter.",
        "This could not be saved just now. Try again in a moment. A talk under way goes on.",
    ),
    ErrorCode.INTERNAL: Sentence(
        "Palvelimessa on vika. Se on kirjattu.",
        "Ett fel uppstod i servern. Det har antecknats.",
        "The server has a fault. It was recorded.",
    ),
}
