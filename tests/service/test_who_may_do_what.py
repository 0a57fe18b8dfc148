"""Rights, and whatever is refused: a stable code, a sentence, nothing changed."""

import pytest

from signaling.protocol import messages as m
from signaling.protocol.errors import SENTENCES, ErrorCode
from signaling.protocol.scalars import Language, PageKind
from signaling.protocol.views import CustomerView, RungView, StaffView, WaitingView
from signaling.protocol.words import Outcome
from signaling.service.ports import AccountIdentity, CustomerScreenIdentity, NotAdmitted, PlaceIdentity
from signaling.service.rights import MAY
from signaling.visit import events as e
from signaling.visit.model import OfferEnd
from tests.service.world import Answer, Person, World, call

V, S = "0" * 32, "rakennusluvat"
ACTIONS: tuple[m.Action, ...] = (
    call(),
    m.Cancel(visit=V),
    m.Touch(visit=V, keep_waiting=False),
    m.SecondMatter(visit=V, service=S, language=Language.FI),
    m.Finish(visit=V, score=None, words=""),
    m.Rate(visit=V, score=1, words=""),
    m.Wiped(visit=V),
    m.StartShift(camera=True, microphone=True),
    m.EndShift(),
    m.Answer(visit=V, offer=V),
    m.Decline(visit=V, offer=V),
    m.StartVisit(service=S, language=Language.FI),
    m.Inquire(person="vero1"),
    m.AskFirst(visit=V, person="vero1", service=None),
    m.AddNow(visit=V, person="vero1", service=None),
    m.Withdraw(visit=V, search=V),
    m.BringIn(visit=V, person="vero1"),
    m.Release(visit=V, person="vero1"),
    m.BeginHold(visit=V),
    m.EndHold(visit=V),
    m.ShowPair(visit=V, people=("vero1", "customer")),
    m.EndPair(visit=V),
    m.ComeBack(visit=V),
    m.Transfer(visit=V, service=S, person=None, stay=False, note="", consent=False),
    m.Leave(visit=V),
    m.GiveOutcome(visit=V, matter=1, outcome=Outcome.SOLVED),
    m.RateAsStaff(visit=V, matter=1, score=1),
    m.EndVisit(visit=V),
    m.SetDevices(sound=True, camera=True, sharing=False),
    m.TakeSeat(),
)


def refused(answer: Answer, code: ErrorCode) -> bool:
    """Refused with that code, and its sentence in Finnish."""
    return isinstance(answer, m.Refused) and (answer.code, answer.sentence) == (code, SENTENCES[code].fi)


async def page_of(world: World, kind: PageKind) -> Person:
    match kind:
        case PageKind.TERMINAL:
            return await world.terminal()
        case PageKind.EXPERT:
            return await world.expert("rakennus1", on_shift=False)
        case PageKind.DESK:
            return await world.clerk(on_shift=False)
        case PageKind.CUSTOMER_SCREEN:
            return await world.customer_screen()


def test_the_table_of_rights_knows_every_action() -> None:
    assert {type(action) for action in ACTIONS} == set(MAY)


@pytest.mark.parametrize("kind", list(PageKind))
async def test_a_page_may_ask_only_what_is_in_the_table(world: World, kind: PageKind) -> None:
    page = await page_of(world, kind)
    for action in ACTIONS:
        answer = await page.ask(action)
        allowed = kind in MAY[type(action)]
        assert refused(answer, ErrorCode.NOT_ALLOWED) is not allowed, action


@pytest.mark.parametrize("kind", list(PageKind))
async def test_whatever_names_another_visit_is_refused_and_leaves_it_untouched(
    world: World, kind: PageKind
) -> None:
    resident, expert = await world.terminal("ahlainen"), await world.expert("rakennus2")
    visit = await resident.do(call())
    await expert.do(m.Answer(visit=visit, offer=expert.sees(RungView).offer))
    events, views = await world.events(visit), len(resident.views())
    stranger = await page_of(world, kind)
    for action in ACTIONS:
        if "visit" not in action.__struct_fields__ or kind not in MAY[type(action)]:
            continue
        other = type(action)(
            **{name: getattr(action, name) for name in action.__struct_fields__} | {"visit": visit}
        )
        answer = await stranger.ask(other)
        assert isinstance(answer, m.Refused), action
        assert answer.code in {ErrorCode.NOT_YOUR_VISIT, ErrorCode.PERSON_UNKNOWN}, action
        assert refused(await stranger.ask(action), ErrorCode.NOT_YOUR_VISIT)
    assert await world.events(visit) == events
    assert len(resident.views()) == views


@pytest.mark.parametrize(
    ("kind", "identity"),
    [
        (PageKind.DESK, AccountIdentity(account="rakennus1")),
        (PageKind.TERMINAL, AccountIdentity(account="palvelu1")),
        (PageKind.TERMINAL, PlaceIdentity(place="tiski1")),
        (PageKind.CUSTOMER_SCREEN, CustomerScreenIdentity(desk="reposaari")),
        (PageKind.EXPERT, PlaceIdentity(place="reposaari")),
        (PageKind.EXPERT, AccountIdentity(account="ei-ketaan")),
        (PageKind.TERMINAL, PlaceIdentity(place="ei-mitaan")),
    ],
)
async def test_a_page_that_is_not_its_owners_is_not_admitted(
    world: World, kind: PageKind, identity: AccountIdentity | PlaceIdentity | CustomerScreenIdentity
) -> None:
    person = Person(world, kind, identity)
    with pytest.raises(NotAdmitted):
        await person.connect()
    assert person.post.messages == []


async def test_who_speaks_is_the_session_and_not_the_message(world: World) -> None:
    """An expert answers another's offer: the offer is not theirs, whatever ids they name."""
    resident = await world.terminal()
    rung, other = await world.expert("rakennus1"), await world.expert("rakennus2")
    visit = await resident.do(call())
    await world.advance(26)
    offer = rung.sees(RungView).offer
    answer = await other.ask(m.Answer(visit=visit, offer=offer))
    assert not isinstance(answer, m.Done)
    assert isinstance(rung.view, RungView)
    assert isinstance(resident.view, WaitingView)


async def test_a_command_sent_twice_is_done_once_and_answered_the_same(world: World) -> None:
    resident, expert = await world.terminal(), await world.expert("rakennus1")
    first = await resident.ask(call(), id="press-0001")
    second = await resident.ask(call(), id="press-0001")
    assert isinstance(first, m.Done)
    assert second == first
    await resident.connect()
    assert await resident.ask(call(), id="press-0001") == first
    offer = expert.sees(RungView).offer
    done = await expert.ask(m.Answer(visit=first.visit or "", offer=offer), id="press-0002")
    assert await expert.ask(m.Answer(visit=first.visit or "", offer=offer), id="press-0002") == done
    joined = [event for event in await world.events(first.visit or "") if isinstance(event, e.Joined)]
    assert len(joined) == 2


async def test_the_same_id_of_somebody_else_is_another_command(world: World) -> None:
    one, other = await world.terminal("reposaari"), await world.terminal("ahlainen")
    first, second = await one.ask(call(), id="press-0001"), await other.ask(call(), id="press-0001")
    assert isinstance(first, m.Done)
    assert isinstance(second, m.Done)
    assert first.visit != second.visit


async def test_a_press_sent_again_after_a_crash_begins_no_second_visit(world: World) -> None:
    resident = await world.terminal()
    first = await resident.ask(call(), id="press-0001")
    await world.restart()
    await resident.connect()
    assert await resident.ask(call(), id="press-0001") == first
    clerk = await world.clerk()
    start = m.StartVisit(service="verotus", language=Language.FI)
    second = await clerk.ask(start, id="press-0001")
    assert isinstance(second, m.Done)
    assert second != first


async def test_a_press_sent_again_when_its_visit_is_over_begins_no_second_visit(world: World) -> None:
    resident = await world.terminal()
    first = await resident.ask(call(), id="press-0001")
    assert isinstance(first, m.Done)
    assert first.visit is not None
    await resident.ask(m.Cancel(visit=first.visit))
    await resident.ask(m.Wiped(visit=first.visit))
    await world.restart()
    await resident.connect()
    assert await resident.ask(call(), id="press-0001") == first
    assert resident.view is None
    assert isinstance(await resident.ask(call(), id="press-0002"), m.Done)


async def test_a_place_has_one_visit_at_a_time(world: World) -> None:
    resident = await world.terminal()
    await resident.do(call())
    assert refused(await resident.ask(call("verotus")), ErrorCode.PLACE_BUSY)


@pytest.mark.parametrize(
    ("place", "service", "code"),
    [
        ("reposaari", "veneily", ErrorCode.SERVICE_CLOSED),
        ("reposaari", "ei-mitaan", ErrorCode.SERVICE_UNKNOWN),
        ("ahlainen", "ohjaamo", ErrorCode.PRIVATE_ROOM_NEEDED),
    ],
)
async def test_a_service_that_is_closed_unknown_or_needs_a_room_is_refused(
    world: World, place: str, service: str, code: ErrorCode
) -> None:
    resident = await world.terminal(place)
    assert refused(await resident.ask(call(service)), code)
    assert resident.view is None
    assert world.service.visits.open() == ()
    assert world.service.metrics.refused[code] == 1


async def test_an_ended_visit_takes_no_more_orders(world: World) -> None:
    resident, expert = await world.terminal(), await world.expert("rakennus1")
    visit = await resident.do(call())
    await expert.do(m.Answer(visit=visit, offer=expert.sees(RungView).offer))
    await resident.do(m.EndVisit(visit=visit))
    await resident.do(m.Finish(visit=visit, score=None, words=""))
    events = await world.events(visit)
    assert refused(
        await resident.ask(m.SecondMatter(visit=visit, service="verotus", language=Language.FI)),
        ErrorCode.VISIT_OVER,
    )
    assert refused(await expert.ask(m.BeginHold(visit=visit)), ErrorCode.VISIT_OVER)
    assert await world.events(visit) == events


async def test_a_rating_that_comes_late_is_taken_once(world: World) -> None:
    resident, expert = await world.terminal(), await world.expert("rakennus1")
    visit = await resident.do(call())
    await expert.do(m.Answer(visit=visit, offer=expert.sees(RungView).offer))
    await expert.do(m.EndVisit(visit=visit))
    await expert.do(m.GiveOutcome(visit=visit, matter=1, outcome=Outcome.SOLVED))
    await world.advance(600)
    assert world.service.visits.get(visit) is None
    await resident.do(m.Rate(visit=visit, score=2, words="Kauan kesti"), ago=400.0)
    await resident.ask(m.Rate(visit=visit, score=5, words=""))
    scores = [event.score for event in await world.events(visit) if isinstance(event, e.Rated)]
    assert scores == [2]


async def test_one_of_person_and_service_is_asked(world: World) -> None:
    clerk = await world.clerk()
    visit = await clerk.do(m.StartVisit(service="en-ole-varma", language=Language.FI))
    for person, service in ((None, None), ("vero1", "verotus")):
        answer = await clerk.ask(m.AskFirst(visit=visit, person=person, service=service))
        assert refused(answer, ErrorCode.INVALID_MESSAGE)


async def test_a_second_hello_is_refused(world: World) -> None:
    resident = await world.terminal()
    await resident.send(
        m.Hello(protocol=1, build="b", page=resident.page, kind=PageKind.TERMINAL, language=Language.FI)
    )
    answer = resident.post.messages[-1]
    assert isinstance(answer, m.Refused)
    assert (answer.id, answer.code) == (None, ErrorCode.WRONG_MOMENT)


async def test_a_busy_clerk_starts_no_second_visit(world: World) -> None:
    resident, clerk = await world.terminal(), await world.clerk()
    visit = await resident.do(call("en-ole-varma"))
    await clerk.do(m.Answer(visit=visit, offer=clerk.sees(RungView).offer))
    answer = await clerk.ask(m.StartVisit(service="verotus", language=Language.FI))
    assert refused(answer, ErrorCode.PERSON_BUSY)
    assert isinstance(clerk.view, StaffView)
    assert isinstance(resident.view, CustomerView)


async def test_a_rung_clerk_who_starts_a_visit_has_declined_the_ring(world: World) -> None:
    resident, clerk, other = await world.terminal(), await world.clerk(), await world.clerk("palvelu2")
    called = await resident.do(call("en-ole-varma"))
    assert clerk.sees(RungView).visit == called
    visit = await clerk.do(m.StartVisit(service="verotus", language=Language.FI))
    assert clerk.sees(StaffView).visit == visit
    assert other.sees(RungView).visit == called
    ends = [event.reason for event in await world.events(called) if isinstance(event, e.OfferClosed)]
    assert ends == [OfferEnd.DECLINED]


async def test_a_rung_clerk_whose_visit_cannot_begin_is_rung_on(world: World) -> None:
    resident, clerk = await world.terminal(), await world.clerk()
    called = await resident.do(call("en-ole-varma"))
    answer = await clerk.ask(m.StartVisit(service="ei-ole", language=Language.FI))
    assert refused(answer, ErrorCode.SERVICE_UNKNOWN)
    assert clerk.sees(RungView).visit == called


async def test_somebody_who_is_nobody_can_be_neither_brought_in_nor_thanked(world: World) -> None:
    clerk = await world.clerk()
    visit = await clerk.do(m.StartVisit(service="verotus", language=Language.FI))
    for action in (m.BringIn(visit=visit, person="ei-ketaan"), m.Release(visit=visit, person="ei-ketaan")):
        assert refused(await clerk.ask(action), ErrorCode.PERSON_UNKNOWN)
