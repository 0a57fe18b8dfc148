"""A duplicated tab, a reload, a lost line, a customer screen that is opened and closed in mid-visit."""

from signaling.protocol import messages as m
from signaling.protocol.errors import ErrorCode
from signaling.protocol.scalars import Grant, Language
from signaling.protocol.views import CustomerView, GivenUpView, OverView, RungView, StaffView, WaitingView
from signaling.protocol.words import EndReason, Part
from signaling.visit import events as e
from tests.service.world import Person, World, call


async def in_talk(world: World) -> tuple[Person, Person, str]:
    resident, expert = await world.terminal(), await world.expert("rakennus1")
    visit = await resident.do(call())
    await expert.do(m.Answer(visit=visit, offer=expert.sees(RungView).offer))
    return resident, expert, visit


def lost(view: CustomerView | StaffView, part: Part) -> bool:
    return any(seat.lost_for is not None for p in view.people if p.part is part for seat in p.seats)


def report(link: str, *, visit: str, received: bool) -> m.Quality:
    quality = m.LinkQuality(
        link=link,
        attempt=0,
        received=received,
        sound_packets=0,
        sound_lost=0,
        concealed_samples=0,
        total_samples=0,
        freezes=0,
        frames=0,
        rtt_ms=None,
        relayed=False,
    )
    return m.Quality(visit=visit, links=(quality,))


async def test_the_newest_page_has_the_seat_and_the_older_is_told(world: World) -> None:
    _, expert, visit = await in_talk(world)
    twin = Person(world, expert.kind, expert.identity)
    world.people.append(twin)
    await twin.connect()
    assert isinstance(expert.last(m.TakenOver), m.TakenOver)
    assert twin.sees(StaffView).visit == visit
    refused = await expert.ask(m.EndVisit(visit=visit))
    assert isinstance(refused, m.Refused)
    assert refused.code is ErrorCode.NOT_ALLOWED
    before = len(expert.post.messages)
    await twin.do(m.BeginHold(visit=visit))
    assert len(expert.post.messages) == before


async def test_the_older_page_returns_only_when_asked_to(world: World) -> None:
    _, expert, visit = await in_talk(world)
    twin = Person(world, expert.kind, expert.identity)
    world.people.append(twin)
    await twin.connect()
    links = twin.sees(StaffView).links
    await twin.disconnect()
    await world.advance(5)
    assert isinstance(await expert.ask(m.BeginHold(visit=visit)), m.Refused)
    await expert.do(m.TakeSeat())
    assert expert.sees(StaffView).visit == visit
    assert expert.sees(StaffView).links != links
    await expert.do(m.BeginHold(visit=visit))


async def test_a_reload_keeps_the_seat_and_the_links_of_the_others(world: World) -> None:
    resident, expert, visit = await in_talk(world)
    second = await world.expert("vero1")
    await expert.do(m.AddNow(visit=visit, person="vero1", service=None))
    await second.do(m.Answer(visit=visit, offer=second.sees(RungView).offer))
    seat = expert.sees(StaffView).seat
    others = {link.id for link in resident.sees(CustomerView).links if link.seat != seat}
    with_expert = {link.id for link in resident.sees(CustomerView).links if link.seat == seat}
    await expert.reload()
    assert expert.sees(StaffView).seat == seat
    now = {link.id for link in resident.sees(CustomerView).links}
    assert others < now
    assert not with_expert & now
    assert not expert.last(m.TakenOver)


async def test_the_same_page_on_a_new_socket_changes_no_link(world: World) -> None:
    resident, expert, _ = await in_talk(world)
    links = resident.sees(CustomerView).links
    old = expert.post
    version = expert.sees(StaffView).version
    await expert.connect()
    assert old.closed
    assert expert.sees(StaffView).version == version
    assert resident.sees(CustomerView).links == links


async def test_a_page_need_not_say_again_what_devices_it_has(world: World) -> None:
    resident, expert = await world.terminal(), await world.expert("rakennus1")
    await expert.do(m.SetDevices(sound=True, camera=False, sharing=False))
    await expert.connect()
    visit = await resident.do(call())
    await expert.do(m.Answer(visit=visit, offer=expert.sees(RungView).offer))
    assert [seat.camera for seat in resident.sees(CustomerView).people[0].seats] == [False]
    await expert.do(m.SetDevices(sound=True, camera=True, sharing=False))
    assert [seat.camera for seat in resident.sees(CustomerView).people[0].seats] == [True]


async def test_a_seat_is_lost_after_ten_seconds_and_its_return_is_seen(world: World) -> None:
    resident, expert, _ = await in_talk(world)
    links = {link.id for link in resident.sees(CustomerView).links}
    await world.advance(60)
    await expert.disconnect()
    await world.advance(9)
    assert not lost(resident.sees(CustomerView), Part.HOST)
    await world.advance(2)
    assert lost(resident.sees(CustomerView), Part.HOST)
    await expert.connect()
    assert not lost(resident.sees(CustomerView), Part.HOST)
    assert {link.id for link in resident.sees(CustomerView).links} == links


async def test_media_keeps_a_seat_whose_signalling_is_away(world: World) -> None:
    resident, expert, visit = await in_talk(world)
    link = resident.sees(CustomerView).links[0].id
    await expert.disconnect()
    for _ in range(60):
        await world.advance(5)
        await resident.send(report(link, visit=visit, received=True))
    assert not lost(resident.sees(CustomerView), Part.HOST)
    for _ in range(3):
        await world.advance(5)
        await resident.send(report(link, visit=visit, received=False))
    assert lost(resident.sees(CustomerView), Part.HOST)


async def test_a_page_that_sleeps_is_lost_and_returns_with_its_next_message(world: World) -> None:
    resident, expert, _ = await in_talk(world)
    expert.awake = False
    await world.advance(14)
    assert lost(resident.sees(CustomerView), Part.HOST)
    await expert.send(m.Ping(n=2))
    assert not lost(resident.sees(CustomerView), Part.HOST)


async def test_a_lost_expert_gives_the_matter_back_to_the_line(world: World) -> None:
    resident, expert, _ = await in_talk(world)
    other = await world.expert("rakennus2")
    await expert.disconnect()
    await world.advance(135)
    assert isinstance(resident.view, WaitingView)
    assert isinstance(other.view, RungView)


async def test_a_lost_terminal_ends_the_visit(world: World) -> None:
    resident, expert, visit = await in_talk(world)
    await resident.disconnect()
    await world.advance(135)
    assert not isinstance(expert.view, StaffView)
    ends = [event.reason for event in await world.events(visit) if isinstance(event, e.VisitEnded)]
    assert ends == [EndReason.TERMINAL_LOST]
    await resident.connect()
    assert resident.sees(OverView).end is EndReason.TERMINAL_LOST


async def test_a_customer_screen_joins_and_leaves_a_visit_under_way(world: World) -> None:
    clerk, specialist = await world.clerk(), await world.expert("vero1")
    visit = await clerk.do(m.StartVisit(service="en-ole-varma", language=Language.FI))
    await clerk.do(m.AddNow(visit=visit, person="vero1", service=None))
    await specialist.do(m.Answer(visit=visit, offer=specialist.sees(RungView).offer))
    assert clerk.sees(StaffView).sounding
    screen = await world.customer_screen()
    assert screen.sees(CustomerView).sounding
    assert not clerk.sees(StaffView).sounding
    assert {Grant.SOUND, Grant.PICTURE} <= set(screen.sees(CustomerView).links[0].receive)
    await screen.disconnect()
    await world.advance(11)
    assert clerk.sees(StaffView).sounding
    await world.advance(130)
    assert isinstance(clerk.view, StaffView)


async def test_while_nothing_is_on_a_page_is_told_so(world: World) -> None:
    resident = await world.terminal()
    message = resident.last(m.View)
    assert message is not None
    assert message.view is None
    welcome = resident.post.messages[0]
    assert isinstance(welcome, m.Welcome)
    assert (welcome.you.name, welcome.you.private_room) == ("Reposaari", True)


async def test_an_old_build_is_asked_to_reload(world: World) -> None:
    resident = await world.terminal()
    assert not resident.post.messages[0].reload_when_idle  # type: ignore[union-attr]
    hello = m.Hello(protocol=1, build="older", page=world.page_id(), kind=resident.kind, language=Language.FI)
    await world.service.connect(hello, resident.identity, resident.post)
    welcome = next(each for each in reversed(resident.post.messages) if isinstance(each, m.Welcome))
    assert welcome.reload_when_idle


async def test_a_page_is_told_whether_its_seat_was_lost(world: World) -> None:
    def was_lost(page: Person) -> bool:
        welcome = page.post.messages[0]
        assert isinstance(welcome, m.Welcome)
        return welcome.was_lost

    resident = await world.terminal()
    await resident.ask(call())
    await resident.disconnect()
    await world.advance(5)
    soon = await world.terminal()
    await soon.disconnect()
    await world.advance(20)
    late = await world.terminal()
    assert [was_lost(page) for page in (resident, soon, late)] == [False, False, True]


async def test_who_slept_for_too_long_comes_back_by_a_press_while_the_resident_waits(world: World) -> None:
    resident, expert, visit = await in_talk(world)
    await expert.disconnect()
    await world.advance(135)
    assert resident.sees(WaitingView).visit == visit
    await expert.connect()
    gone = expert.sees(GivenUpView)
    assert (gone.visit, gone.waiting, gone.links) == (visit, True, ())
    await expert.do(m.ComeBack(visit=visit))
    assert expert.sees(StaffView).host == expert.sees(StaffView).you
    assert [person.part for person in resident.sees(CustomerView).people] == [Part.HOST]


async def test_who_was_given_up_is_told_when_somebody_else_serves_or_it_is_over(world: World) -> None:
    resident, expert, visit = await in_talk(world)
    await expert.disconnect()
    await world.advance(135)
    second = await world.expert("rakennus2")
    await world.advance(1)
    await expert.connect()
    await second.do(m.Answer(visit=visit, offer=second.sees(RungView).offer))
    assert not expert.sees(GivenUpView).waiting
    await resident.do(m.EndVisit(visit=visit))
    assert not isinstance(expert.view, GivenUpView)
    refused = await expert.ask(m.ComeBack(visit=visit))
    assert isinstance(refused, m.Gone)


async def test_nobody_else_comes_back_to_a_visit(world: World) -> None:
    _, _, visit = await in_talk(world)
    stranger = await world.expert("vero1")
    refused = await stranger.ask(m.ComeBack(visit=visit))
    assert isinstance(refused, m.Refused)
    assert refused.code is ErrorCode.NOT_YOUR_VISIT


async def hang_up(world: World, *people: Person) -> None:
    """After a while in which the server has seen them."""
    await world.advance(2)
    for person in people:
        await person.disconnect()


async def test_nobody_is_lost_of_a_talk_that_nobody_is_left_to_tell_of(world: World) -> None:
    resident, expert, visit = await in_talk(world)
    await hang_up(world, resident, expert)
    await world.advance(300)
    await expert.connect()
    view = expert.sees(StaffView)
    assert view.visit == visit
    assert not lost(view, Part.CUSTOMER)
    (link,) = [link for link in view.links if Grant.SOUND in link.receive]
    for _ in range(4):
        await world.advance(5)
        await expert.send(report(link.id, visit=visit, received=True))
    assert not lost(expert.sees(StaffView), Part.CUSTOMER), "they hear each other"
    await resident.connect()
    assert resident.sees(CustomerView).visit == visit


async def test_who_is_back_alone_and_hears_nobody_misses_the_other(world: World) -> None:
    resident, expert, _ = await in_talk(world)
    await hang_up(world, resident, expert)
    await world.advance(300)
    await expert.connect()
    await world.advance(5)
    await expert.send(m.Ping(n=1))
    await world.advance(6)
    assert lost(expert.sees(StaffView), Part.CUSTOMER)
    for _ in range(25):
        await expert.send(m.Ping(n=1))
        await world.advance(5)
    assert not isinstance(expert.view, StaffView), "held for 120 s from then on"


async def test_a_talk_that_nobody_comes_back_to_ends_after_ten_minutes(world: World) -> None:
    resident, expert, _ = await in_talk(world)
    await hang_up(world, resident, expert)
    await world.advance(590)
    await resident.connect()
    assert resident.sees(CustomerView).people
    await hang_up(world, resident)
    await world.advance(610)
    await resident.connect()
    assert resident.sees(OverView).end is EndReason.TERMINAL_LOST
