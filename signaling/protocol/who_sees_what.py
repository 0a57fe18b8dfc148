"""Who is shown what of a visit: one table, kept by the shapes of the views and rendered into `docs/protocol.md`."""

from msgspec import Struct


class Row(Struct, frozen=True, kw_only=True):
    """`sent_as` names the struct (or the message) that carries it."""

    who: str
    sees: str
    never: str
    sent_as: str


WHO_SEES_WHAT: tuple[Row, ...] = (
    Row(
        who="the resident, in line",
        sees="own place in line, the estimate, whether somebody is being rung, a question to answer",
        never="who is rung, who else waits",
        sent_as="`WaitingView`",
    ),
    Row(
        who="a customer's page, in the talk",
        sees="name, unit and line of everybody in `main`; while staff ask or hold: that, why, since when",
        never="who is rung, asked or in an aside",
        sent_as="`CustomerView`",
    ),
    Row(
        who="the resident, after",
        sees="how long the screen stays, whether a rating was taken; at the end the reason",
        never="outcomes and ratings of staff",
        sent_as="`AfterView`, `OverView`",
    ),
    Row(
        who="somebody rung or asked",
        sees="service, place, language, wait, who of staff asks, the note if the customer consented",
        never="who is in the visit besides the asker; picture and sound before answering",
        sent_as="`RungView`",
    ),
    Row(
        who="staff in `main` or the aside",
        sees="everybody, with circle, line and what is shown; invitations, and why the last one failed; whether the customer hears",
        never="the resident's name, which the server does not know",
        sent_as="`StaffView`, `WrapUpView`",
    ),
    Row(
        who="staff who were away for too long",
        sees="service, place, language, and whether the resident waits for somebody",
        never="who is in the visit; picture and sound before coming back",
        sent_as="`GivenUpView`",
    ),
    Row(
        who="staff on shift, outside the visit",
        sees=(
            "the line: place, service (a sensitive one is “Luottamuksellinen asia” unless one serves it), language, "
            "since; visits under way: place, service, minutes, who of staff; terminals and their health"
        ),
        never="a way into a visit without being asked",
        sent_as="`Board`",
    ),
    Row(
        who="staff",
        sees="colleagues: name, unit, services, languages, free or not; needs as a whole",
        never="whom a colleague serves",
        sent_as="`Directory`",
    ),
    Row(
        who="every page",
        sees="the service cards and announcements of its place",
        never="",
        sent_as="`Catalogue`",
    ),
)
