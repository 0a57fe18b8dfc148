"""Journey (b): a visit at the desk, a specialist asked first, brought in, and gone again."""

import pytest
from msgspec.structs import replace

from signaling.protocol import messages as m
from signaling.protocol.errors import ErrorCode
from signaling.protocol.scalars import Grant, Language
from signaling.protocol.views import CustomerView, RungView, StaffView
from signaling.protocol.words import Circle, EndReason, Kind, Outcome, Part, PrivateWhy
from signaling.service.ports import Log
from signaling.visit import events as e
from tests.service.town import ALWAYS, TOWN
from tests.service.world import Person, World, call

START = m.StartVisit(service="en-ole-varma", language=Language.FI)


def heard(view: CustomerView | StaffView) -> set[str]:
    """The seats that this page may receive sound from."""
    return {link.seat or "?" for link in view.links if Grant.SOUND in link.receive}


def circle(view: StaffView, person: str) -> Circle:
    return next(each.circle for each in view.people if each.id == person)


async def asked(clerk: Person, specialist: Person, visit: str, person: str = "vero1") -> str:
    """The clerk asks first, the specialist answers; returns the visit."""
    await clerk.do(m.AskFirst(visit=visit, person=person, service=None))
    await specialist.do(m.Answer(visit=visit, offer=specialist.sees(RungView).offer))
    return visit


async def test_ask_first_bring_in_leave_end(log: Log) -> None:
    async with World(log) as world:
        screen, clerk = await world.customer_screen(), await world.clerk()
        specialist = await world.expert("vero1")
        visit = await clerk.do(START)
        assert screen.sees(CustomerView).kind is Kind.DESK
        assert screen.sees(CustomerView).links == ()

        await clerk.do(m.AskFirst(visit=visit, person="vero1", service=None))
        assert [invitation.names for invitation in clerk.sees(StaffView).invitations] == [("Vieno Veroinen",)]
        rung = specialist.sees(RungView)
        assert (rung.asked_by, rung.place) == ("Paula Palvelija", "Tiski 1")
        assert screen.sees(CustomerView).private is None

        await specialist.do(m.Answer(visit=visit, offer=rung.offer))
        assert not clerk.sees(StaffView).private_reported
        assert heard(specialist.sees(StaffView)) == set()
        private = screen.sees(CustomerView).private
        assert private is not None
        assert private.why is PrivateWhy.ASKING

        await screen.apply()
        assert clerk.sees(StaffView).private_reported
        assert len(heard(specialist.sees(StaffView))) == 1
        assert circle(clerk.sees(StaffView), "vero1") is Circle.ASIDE
        assert screen.sees(CustomerView).people == ()

        await clerk.do(m.BringIn(visit=visit, person="vero1"))
        assert {person.name for person in screen.sees(CustomerView).people} == {
            "Paula Palvelija",
            "Vieno Veroinen",
        }
        assert len(heard(screen.sees(CustomerView))) == 1
        assert screen.sees(CustomerView).sounding
        assert not clerk.sees(StaffView).sounding

        await specialist.do(m.Leave(visit=visit))
        assert [person.name for person in screen.sees(CustomerView).people] == ["Paula Palvelija"]
        await clerk.do(m.EndVisit(visit=visit))
        await clerk.do(m.GiveOutcome(visit=visit, matter=1, outcome=Outcome.SOLVED))
        events = await world.events(visit)
        assert [event.reason for event in events if isinstance(event, e.VisitEnded)] == [EndReason.COMPLETED]
        assert screen.view is None
        assert await clerk.do(START) != visit


async def test_thanks_and_no_more_sends_only_the_asked_away(world: World) -> None:
    screen, clerk, specialist = (
        await world.customer_screen(),
        await world.clerk(),
        await world.expert("vero1"),
    )
    visit = await asked(clerk, specialist, await clerk.do(START))
    await clerk.do(m.Release(visit=visit, person="vero1"))
    assert screen.sees(CustomerView).private is None
    assert [person.name for person in screen.sees(CustomerView).people] == ["Paula Palvelija"]
    assert not isinstance(specialist.view, StaffView)


async def test_without_a_customer_screen_the_private_talk_begins_at_once(world: World) -> None:
    clerk, specialist = await world.clerk(), await world.expert("vero1")
    await asked(clerk, specialist, await clerk.do(START))
    assert clerk.sees(StaffView).private_reported
    assert len(heard(specialist.sees(StaffView))) == 1


async def test_anybody_free_for_a_need_is_asked(world: World) -> None:
    clerk, specialist = await world.clerk(), await world.expert("vero2")
    visit = await clerk.do(START)
    await clerk.do(m.AskFirst(visit=visit, person=None, service="verotus"))
    await specialist.do(m.Answer(visit=visit, offer=specialist.sees(RungView).offer))
    assert specialist.sees(StaffView).private_reported


async def test_a_specialist_is_added_at_once_to_a_terminals_visit(world: World) -> None:
    resident, clerk, specialist = await world.terminal(), await world.clerk(), await world.expert("rakennus1")
    visit = await resident.do(call("en-ole-varma"))
    await clerk.do(m.Answer(visit=visit, offer=clerk.sees(RungView).offer))
    before = [link.id for link in resident.sees(CustomerView).links]
    await clerk.do(m.AddNow(visit=visit, person="rakennus1", service=None))
    await specialist.do(m.Answer(visit=visit, offer=specialist.sees(RungView).offer))
    view = resident.sees(CustomerView)
    assert [link.id for link in view.links if link.id in before] == before
    assert len(heard(view)) == 2
    await clerk.do(m.Leave(visit=visit))
    assert [person.part for person in resident.sees(CustomerView).people] == [Part.HOST]


async def test_an_interpreter_is_asked_as_one(world: World) -> None:
    clerk, interpreter = await world.clerk(), await world.expert("tulkki1")
    visit = await clerk.do(START)
    await clerk.do(m.AddNow(visit=visit, person="tulkki1", service=None))
    await interpreter.do(m.Answer(visit=visit, offer=interpreter.sees(RungView).offer))
    parts = {person.id: person.part for person in clerk.sees(StaffView).people}
    assert parts["tulkki1"] is Part.INTERPRETER


@pytest.mark.parametrize("ask", [m.AskFirst, m.AddNow])
async def test_any_interpreter_is_asked_and_only_interpreters_ring(
    world: World, ask: type[m.AskFirst] | type[m.AddNow]
) -> None:
    clerk, specialist = await world.clerk(), await world.expert("vero1")
    visit = await clerk.do(START)
    action = ask(visit=visit, person=None, service=None, interpreter=True)
    nobody = await clerk.ask(action)
    assert isinstance(nobody, m.Refused) and nobody.code is ErrorCode.NOBODY_ON_SHIFT
    await world.advance(5)
    interpreter = await world.expert("tulkki1")
    await clerk.do(action)
    await world.advance(30)
    assert specialist.view is None, "longest idle, and rung by nobody even when the first has been silent"
    assert [one.names for one in clerk.sees(StaffView).invitations] == [("Tuuli Tulkki",)]
    await interpreter.do(m.Answer(visit=visit, offer=interpreter.sees(RungView).offer))
    parts = {person.id: person.part for person in clerk.sees(StaffView).people}
    assert parts["tulkki1"] is Part.INTERPRETER
    await interpreter.do(m.Leave(visit=visit))
    assert "tulkki1" not in {person.id for person in clerk.sees(StaffView).people}


async def test_an_interpreter_or_a_service_is_asked_for_and_not_both(world: World) -> None:
    clerk = await world.clerk()
    visit = await clerk.do(START)
    for person, service, interpreter in (
        (None, None, False),
        (None, "verotus", True),
        ("tulkki1", None, True),
    ):
        answer = await clerk.ask(
            m.AddNow(visit=visit, person=person, service=service, interpreter=interpreter)
        )
        assert isinstance(answer, m.Refused) and answer.code is ErrorCode.INVALID_MESSAGE
    assert clerk.sees(StaffView).invitations == ()


async def test_a_sixth_person_is_refused_in_plain_words_and_nothing_changes(world: World) -> None:
    resident, clerk = await world.terminal(), await world.clerk()
    visit = await resident.do(call("en-ole-varma"))
    await clerk.do(m.Answer(visit=visit, offer=clerk.sees(RungView).offer))
    for account in ("vero1", "vero2", "rakennus1"):
        specialist = await world.expert(account)
        await clerk.do(m.AddNow(visit=visit, person=account, service=None))
        await specialist.do(m.Answer(visit=visit, offer=specialist.sees(RungView).offer))
    sixth = await world.expert("tulkki1")
    before = resident.sees(CustomerView), clerk.sees(StaffView).people
    for action in (m.AskFirst, m.AddNow):
        answer = await clerk.ask(action(visit=visit, person="tulkki1", service=None))
        assert isinstance(answer, m.Refused) and answer.code is ErrorCode.VISIT_FULL
        assert answer.sentence == "Asioinnissa on jo viisi ihmistä."
    assert sixth.view is None
    assert (resident.sees(CustomerView), clerk.sees(StaffView).people) == before
    assert len(before[0].people) == 4


async def test_two_in_equal_size_are_named_to_everybody_as_they_know_them(world: World) -> None:
    resident, clerk = await world.terminal(), await world.clerk()
    specialist, interpreter = await world.expert("rakennus1"), await world.expert("tulkki1")
    visit = await resident.do(call("en-ole-varma"))
    await clerk.do(m.Answer(visit=visit, offer=clerk.sees(RungView).offer))
    for person, account in ((specialist, "rakennus1"), (interpreter, "tulkki1")):
        await clerk.do(m.AddNow(visit=visit, person=account, service=None))
        await person.do(m.Answer(visit=visit, offer=person.sees(RungView).offer))

    await clerk.do(m.ShowPair(visit=visit, people=("rakennus1", "tulkki1")))
    assert clerk.sees(StaffView).pair == interpreter.sees(StaffView).pair == ("rakennus1", "tulkki1")
    seen = resident.sees(CustomerView)
    names = {person.id: person.name for person in seen.people}
    assert seen.pair is not None and [names[one] for one in seen.pair] == ["Ruut Rakentaja", "Tuuli Tulkki"]
    assert not {"rakennus1", "tulkki1"} & set(seen.pair), "a customer's page learns no account's name"

    await specialist.do(m.ShowPair(visit=visit, people=("customer", "tulkki1")))
    again = resident.sees(CustomerView)
    assert again.pair is not None and again.pair[0] == "customer" and names[again.pair[1]] == "Tuuli Tulkki"
    stranger = await clerk.ask(m.ShowPair(visit=visit, people=("vero1", "tulkki1")))
    assert isinstance(stranger, m.Gone)
    for people, code in (
        (("tulkki1", "tulkki1"), ErrorCode.TWO_PEOPLE_NEEDED),
        (("tulkki1", "nobody"), ErrorCode.PERSON_UNKNOWN),
    ):
        refused = await clerk.ask(m.ShowPair(visit=visit, people=people))
        assert isinstance(refused, m.Refused) and refused.code is code
    assert clerk.sees(StaffView).pair == ("customer", "tulkki1")
    await interpreter.do(m.Leave(visit=visit))
    assert clerk.sees(StaffView).pair is None and resident.sees(CustomerView).pair is None


async def test_the_customer_is_told_of_no_pair_while_one_of_the_two_is_in_an_aside(world: World) -> None:
    resident, clerk = await world.terminal(), await world.clerk()
    interpreter, specialist = await world.expert("tulkki1"), await world.expert("vero1")
    visit = await resident.do(call("en-ole-varma"))
    await clerk.do(m.Answer(visit=visit, offer=clerk.sees(RungView).offer))
    await clerk.do(m.AddNow(visit=visit, person="tulkki1", service=None))
    await interpreter.do(m.Answer(visit=visit, offer=interpreter.sees(RungView).offer))
    me = clerk.sees(StaffView).you
    await clerk.do(m.ShowPair(visit=visit, people=(me, "tulkki1")))
    await asked(clerk, specialist, visit)
    assert resident.sees(CustomerView).pair is None
    await clerk.do(m.Release(visit=visit, person="vero1"))
    assert resident.sees(CustomerView).pair is not None


async def test_staff_are_told_for_a_minute_why_an_invitation_failed(world: World) -> None:
    screen, clerk, specialist = (
        await world.customer_screen(),
        await world.clerk(),
        await world.expert("vero1"),
    )
    visit = await clerk.do(START)

    await clerk.do(m.AskFirst(visit=visit, person="vero1", service=None))
    invitation = clerk.sees(StaffView).invitations[0]
    await specialist.do(m.Decline(visit=visit, offer=specialist.sees(RungView).offer))
    refusal = clerk.sees(StaffView).refusal
    assert refusal is not None
    assert (refusal.id, refusal.person, refusal.name) == (invitation.id, "vero1", "Vieno Veroinen")
    assert refusal.reason == "declined"
    await world.advance(62)
    assert clerk.sees(StaffView).refusal is None

    await clerk.do(m.AddNow(visit=visit, person=None, service="verotus"))
    await world.advance(61)
    refusal = clerk.sees(StaffView).refusal
    assert refusal is not None
    assert (refusal.person, refusal.service, refusal.reason) == (None, "verotus", "no_answer")

    await clerk.do(m.AddNow(visit=visit, person=None, service="verotus"))
    assert clerk.sees(StaffView).refusal is None, "somebody is sought anew"
    await clerk.do(m.Withdraw(visit=visit, search=clerk.sees(StaffView).invitations[0].id))
    assert clerk.sees(StaffView).refusal is None, "who calls off knows why"
    assert screen.sees(CustomerView).people


async def test_who_is_busy_away_or_unknown_cannot_be_asked(world: World) -> None:
    clerk, other = await world.clerk(), await world.terminal()
    busy = await world.expert("rakennus1")
    ringing = await other.do(call())
    await busy.do(m.Answer(visit=ringing, offer=busy.sees(RungView).offer))
    visit = await clerk.do(START)
    for person, code in (
        ("rakennus1", ErrorCode.PERSON_BUSY),
        ("vero1", ErrorCode.PERSON_UNAVAILABLE),
        ("ei-ketaan", ErrorCode.PERSON_UNKNOWN),
    ):
        answer = await clerk.ask(m.AskFirst(visit=visit, person=person, service=None))
        assert isinstance(answer, m.Refused)
        assert answer.code is code
    answer = await clerk.ask(m.AddNow(visit=visit, person=None, service="verotus"))
    assert isinstance(answer, m.Refused)
    assert answer.code is ErrorCode.NOBODY_ON_SHIFT


async def test_a_transfer_gives_the_note_only_with_consent(log: Log) -> None:
    async with World(log) as world:
        resident, first = await world.terminal(), await world.expert("rakennus1")
        taxes = await world.expert("vero1")
        visit = await resident.do(call())
        await first.do(m.Answer(visit=visit, offer=first.sees(RungView).offer))
        transfer = m.Transfer(
            visit=visit, service="verotus", person=None, stay=False, note="Kysyy lomakkeesta.", consent=True
        )
        refused = await first.ask(
            m.Transfer(
                visit=visit,
                service="verotus",
                person=None,
                stay=False,
                note="Kysyy lomakkeesta.",
                consent=False,
            )
        )
        assert isinstance(refused, m.Refused)
        assert refused.code is ErrorCode.CONSENT_NEEDED
        await first.do(transfer)
        rung = taxes.sees(RungView)
        assert (rung.note, rung.asked_by) == ("Kysyy lomakkeesta.", "Ruut Rakentaja")
        await world.restart()
        await taxes.connect()
        assert taxes.sees(RungView).note == "Kysyy lomakkeesta."
        await taxes.do(m.Answer(visit=visit, offer=taxes.sees(RungView).offer))
        colleague = await world.expert("vero2")
        await taxes.do(m.AddNow(visit=visit, person="vero2", service=None))
        await colleague.do(m.Answer(visit=visit, offer=colleague.sees(RungView).offer))
        assert colleague.sees(StaffView).note is None, "it was for one person"
        await taxes.connect()
        assert taxes.sees(StaffView).note == "Kysyy lomakkeesta."
        await world.restart()
        await taxes.connect()
        assert taxes.sees(StaffView).note == "Kysyy lomakkeesta."
        assert "lomakkeesta" not in repr(await world.events(visit))


@pytest.mark.parametrize("service", ["rakennusluvat", "veneily"])
async def test_a_transfer_to_somebody_of_several_services_opens_the_matter_of_the_one_that_was_said(
    world: World, service: str
) -> None:
    world.directory.value = replace(
        TOWN, services=tuple(replace(each, hours=ALWAYS) for each in TOWN.services)
    )
    await world.advance(5)
    resident, taxes, builder = (
        await world.terminal(),
        await world.expert("vero1"),
        await world.expert("rakennus1"),
    )
    visit = await resident.do(call("verotus"))
    await taxes.do(m.Answer(visit=visit, offer=taxes.sees(RungView).offer))
    await taxes.do(
        m.Transfer(visit=visit, service=service, person="rakennus1", stay=False, note="", consent=False)
    )
    assert builder.sees(RungView).service == service
    await builder.do(m.Answer(visit=visit, offer=builder.sees(RungView).offer))
    opened = [each for each in await world.events(visit) if isinstance(each, e.MatterOpened)]
    assert [(each.service, each.unit) for each in opened] == [
        ("verotus", "verohallinto"),
        (service, "rakennusvalvonta"),
    ]


async def test_a_transfer_to_somebody_for_a_service_that_is_not_theirs_changes_nothing(world: World) -> None:
    resident, taxes = await world.terminal(), await world.expert("vero1")
    await world.expert("rakennus1")
    visit = await resident.do(call("verotus"))
    await taxes.do(m.Answer(visit=visit, offer=taxes.sees(RungView).offer))
    before = await world.events(visit)
    answer = await taxes.ask(
        m.Transfer(visit=visit, service="verotus", person="rakennus1", stay=True, note="", consent=False)
    )
    assert isinstance(answer, m.Refused)
    assert answer.code is ErrorCode.PERSON_UNAVAILABLE
    assert await world.events(visit) == before


async def test_whoever_is_alone_on_shift_has_nobody_of_their_service_to_transfer_to(world: World) -> None:
    resident, taxes = await world.terminal(), await world.expert("vero1")
    visit = await resident.do(call("verotus"))
    await taxes.do(m.Answer(visit=visit, offer=taxes.sees(RungView).offer))
    before = await world.events(visit)
    own = m.Transfer(visit=visit, service="verotus", person=None, stay=True, note="", consent=False)
    answer = await taxes.ask(own)
    assert isinstance(answer, m.Refused)
    assert answer.code is ErrorCode.NOBODY_ON_SHIFT
    assert await world.events(visit) == before
    other = await world.expert("vero2")
    await taxes.do(own)
    assert other.sees(RungView).service == "verotus"


async def test_the_customer_on_hold_hears_nobody_and_knows_it(world: World) -> None:
    resident, expert = await world.terminal(), await world.expert("rakennus1")
    visit = await resident.do(call())
    await expert.do(m.Answer(visit=visit, offer=expert.sees(RungView).offer))
    await expert.do(m.BeginHold(visit=visit))
    held = resident.sees(CustomerView)
    assert held.private is not None
    assert held.private.why is PrivateWhy.HOLD
    assert heard(held) == set()
    assert not expert.sees(StaffView).private_reported
    await resident.apply()
    assert expert.sees(StaffView).private_reported
    await expert.do(m.EndHold(visit=visit))
    assert len(heard(resident.sees(CustomerView))) == 1


async def test_staff_call_staff_without_a_customer(world: World) -> None:
    clerk, specialist = await world.clerk(), await world.expert("vero1")
    visit = await clerk.do(m.Inquire(person="vero1"))
    rung = specialist.sees(RungView)
    assert (rung.kind, rung.service, rung.asked_by) == (Kind.INQUIRY, None, "Paula Palvelija")
    await specialist.do(m.Answer(visit=visit, offer=rung.offer))
    assert len(heard(specialist.sees(StaffView))) == 1
    await specialist.do(m.Leave(visit=visit))
    assert not isinstance(clerk.view, StaffView)


async def test_a_call_between_experts_has_no_customer_to_transfer(world: World) -> None:
    caller, called = await world.expert("rakennus1"), await world.expert("vero1")
    visit = await caller.do(m.Inquire(person="vero1"))
    await called.do(m.Answer(visit=visit, offer=called.sees(RungView).offer))
    answer = await caller.ask(
        m.Transfer(visit=visit, service="verotus", person=None, stay=True, note="", consent=False)
    )
    assert isinstance(answer, m.Refused)
    assert answer.code is ErrorCode.WRONG_MOMENT
    assert isinstance(caller.view, StaffView)


async def test_someone_who_sits_at_no_desk_starts_no_visit(world: World) -> None:
    clerk = await world.clerk("palvelu2")
    answer = await clerk.ask(START)
    assert isinstance(answer, m.Refused)
    assert answer.code is ErrorCode.NOT_AT_A_DESK
