"""People and hours change while the server runs; estimates follow from what was waited."""

from msgspec.structs import replace

from signaling.protocol import messages as m
from signaling.protocol.scalars import Language
from signaling.protocol.views import AfterView, RungView, StaffView, WaitingView
from signaling.protocol.words import Outcome
from signaling.routing.model import UnitFrom
from tests.service.town import TOWN
from tests.service.world import World, call


async def test_somebody_new_can_sign_in_and_be_rung_without_a_restart(world: World) -> None:
    resident = await world.terminal()
    await resident.do(call())
    newcomer = replace(TOWN.accounts[0], id="rakennus9", name="Uusi Rakentaja")
    world.directory.value = replace(TOWN, accounts=(*TOWN.accounts, newcomer))
    expert = await world.expert("rakennus9")
    assert isinstance(expert.view, RungView)
    await expert.do(m.Answer(visit=expert.view.visit, offer=expert.view.offer))
    assert isinstance(expert.view, StaffView)


async def test_a_service_that_moves_to_another_unit_is_served_by_that_from_midnight(world: World) -> None:
    moving = replace(
        TOWN.services[0],
        units=(*TOWN.services[0].units, UnitFrom(day="2026-11-25", unit="verohallinto")),
    )
    tax = replace(TOWN.accounts[3], services=("verotus", "rakennusluvat"))
    accounts = tuple(tax if account.id == tax.id else account for account in TOWN.accounts)
    world.directory.value = replace(TOWN, services=(moving, *TOWN.services[1:]), accounts=accounts)
    await world.advance(6)
    resident, old, new = await world.terminal(), await world.expert("rakennus1"), await world.expert("vero1")
    visit = await resident.do(call())
    assert old.sees(RungView).visit == visit
    assert new.view is None
    await resident.do(m.Cancel(visit=visit))
    await resident.do(m.Wiped(visit=visit))
    world.clock.time += 12 * 3600
    await world.advance(6)
    visit = await resident.do(call())
    assert old.view is None
    assert new.sees(RungView).visit == visit


async def test_an_estimate_comes_from_five_waits_of_that_hour_and_stays_what_it_was_at_the_press(
    world: World,
) -> None:
    resident, expert = await world.terminal(), await world.expert("rakennus1")
    for minutes in (1, 2, 3, 4, 5):
        assert resident.view is None
        visit = await resident.do(call())
        assert resident.sees(WaitingView).estimate is None
        for _ in range(minutes):
            await world.advance(60)
            await resident.do(m.Touch(visit=visit, keep_waiting=False))
        await expert.do(m.Answer(visit=visit, offer=expert.sees(RungView).offer))
        await resident.do(m.EndVisit(visit=visit))
        await world.advance(61)
        await resident.do(m.Wiped(visit=visit))
    await world.advance(61)
    await resident.do(call())
    assert resident.sees(WaitingView).estimate == (3, 5)
    later = await world.terminal("ahlainen")
    card = next(card for card in later.catalogue.cards if card.service == "rakennusluvat")
    assert (card.in_line, card.estimate) == (1, None)
    await later.do(call())
    assert later.sees(WaitingView).estimate is None
    visit = expert.sees(RungView).visit
    await expert.do(m.Answer(visit=visit, offer=expert.sees(RungView).offer))
    await world.advance(2)
    assert later.sees(WaitingView).place_in_line == 1
    assert later.sees(WaitingView).estimate is None
    await world.advance(61)
    assert later.sees(WaitingView).estimate is None


async def test_a_second_matter_goes_to_the_head_of_its_line(world: World) -> None:
    first, other = await world.terminal(), await world.terminal("ahlainen")
    expert = await world.expert("rakennus1")
    visit = await first.do(call())
    await expert.do(m.Answer(visit=visit, offer=expert.sees(RungView).offer))
    await other.do(call("verotus"))
    await world.advance(30)
    await expert.do(m.EndVisit(visit=visit))
    assert isinstance(first.view, AfterView)
    await first.do(m.SecondMatter(visit=visit, service="verotus", language=Language.FI))
    waiting = first.sees(WaitingView)
    assert (waiting.visit, waiting.place_in_line) == (visit, 1)
    tax = await world.expert("vero1")
    assert tax.sees(RungView).visit == visit


async def test_a_card_says_whether_anybody_is_on_shift(world: World) -> None:
    resident = await world.terminal()

    def served() -> bool:
        return next(card for card in resident.catalogue.cards if card.service == "rakennusluvat").on_shift

    assert not served()
    expert = await world.expert("rakennus1")
    await world.advance(6)
    assert served()
    await expert.do(m.EndShift())
    await world.advance(6)
    assert not served()


async def test_whoever_answered_a_second_matter_takes_next_one_who_has_just_come_in(world: World) -> None:
    """Two second matters and a drop-in wait for the one expert of taxes: head, drop-in, head."""
    first, second = await world.terminal(), await world.terminal("ahlainen")
    world.directory.value = replace(
        TOWN, places=(*TOWN.places, replace(TOWN.places[1], id="lavia", district="lavia"))
    )
    await world.advance(6)
    drop_in = await world.terminal("lavia")
    builders = [await world.expert("rakennus1"), await world.expert("rakennus2")]
    visits = [await first.do(call()), await second.do(call())]
    for _ in (first, second):
        builder = next(each for each in builders if isinstance(each.view, RungView))
        visit = builder.sees(RungView).visit
        await builder.do(m.Answer(visit=visit, offer=builder.sees(RungView).offer))
        await builder.do(m.EndVisit(visit=visit))
    waiting = await drop_in.do(call("verotus"))
    for resident, visit in zip((first, second), visits, strict=True):
        await resident.do(m.SecondMatter(visit=visit, service="verotus", language=Language.FI))
    await world.advance(1)
    assert [each.sees(WaitingView).place_in_line for each in (first, second, drop_in)] == [1, 2, 3]
    tax, answered = await world.expert("vero1"), []
    for _ in range(3):
        rung = tax.sees(RungView)
        answered.append(rung.visit)
        await tax.do(m.Answer(visit=rung.visit, offer=rung.offer))
        await tax.do(m.EndVisit(visit=rung.visit))
        matter = 1 if rung.visit == waiting else 2
        await tax.do(m.GiveOutcome(visit=rung.visit, matter=matter, outcome=Outcome.SOLVED))
    assert answered == [visits[0], waiting, visits[1]]


async def test_a_second_matter_is_received_when_it_is_asked_for_and_counts_from_the_first_press(
    world: World,
) -> None:
    resident, builder = await world.terminal(), await world.expert("rakennus1")
    visit = await resident.do(call())
    await builder.do(m.Answer(visit=visit, offer=builder.sees(RungView).offer))
    await world.advance(300)
    await builder.do(m.EndVisit(visit=visit))
    await resident.do(m.SecondMatter(visit=visit, service="verotus", language=Language.FI))
    assert resident.sees(WaitingView).for_seconds == 0
    tax = await world.expert("vero1")
    assert tax.sees(RungView).for_seconds == 300
