"""Real hours on a clock that is moved by hand: a service closes while somebody waits, and says when it opens."""

from datetime import datetime

import pytest
from msgspec.structs import replace

from signaling.protocol import messages as m
from signaling.protocol.errors import ErrorCode
from signaling.protocol.scalars import Language
from signaling.protocol.views import CustomerView, OverView, RungView, ServiceCard, StaffView, WaitingView
from signaling.protocol.words import EndReason, OfferReason, Outcome
from signaling.routing.model import City, Hours
from signaling.service.city_time import CITY_TIME
from signaling.visit import events as e
from signaling.visit.limits import VisitLimits
from tests.service.town import TOWN
from tests.service.world import Person, World, call
from tests.store.memory import MemoryLog

OFFICE = (Hours(weekdays=(0, 1, 2, 3, 4), opens=9 * 60, closes=16 * 60),)
GRACE = 900.0


def town(*hours: Hours) -> City:
    """Building permits keep these hours."""
    return replace(TOWN, services=(replace(TOWN.services[0], hours=hours or OFFICE), *TOWN.services[1:]))


def clock(day: str, time: str) -> float:
    return datetime.fromisoformat(f"{day}T{time}").replace(tzinfo=CITY_TIME).timestamp()


CLOSES = clock("2026-11-24", "16:00")


def world_at(at: float, city: City | None = None) -> World:
    return World(MemoryLog(), city=city or town(), at=at)


async def until(world: World, at: float, *there: Person) -> None:
    """Let time pass; these residents say every minute that they are there and wait on."""
    while world.clock.time < at:
        await world.advance(min(60.0, at - world.clock.time))
        for resident in there:
            waiting = resident.view
            if isinstance(waiting, WaitingView):
                await resident.do(m.Touch(visit=waiting.visit, keep_waiting=True))


def card(resident: Person, service: str = "rakennusluvat") -> ServiceCard:
    return next(card for card in resident.catalogue.cards if card.service == service)


async def test_it_is_rung_a_quarter_of_an_hour_after_closing_and_no_longer() -> None:
    async with world_at(CLOSES - 300) as world:
        resident, expert = await world.terminal(), await world.expert("rakennus1")
        visit = await resident.do(call())
        await until(world, CLOSES + GRACE - 1, resident)
        assert resident.sees(WaitingView).ringing
        assert expert.sees(RungView).visit == visit
        await world.advance(1)
        assert resident.sees(OverView).end is EndReason.CLOSED_HOURS
        assert expert.view is None
        events = await world.events(visit)
        assert [event.at for event in events if isinstance(event, e.VisitEnded)] == [CLOSES + GRACE]


async def test_who_is_answered_in_that_time_is_served_for_as_long_as_it_takes() -> None:
    async with world_at(CLOSES - 300) as world:
        resident = await world.terminal()
        visit = await resident.do(call())
        await until(world, CLOSES + GRACE - 1, resident)
        expert = await world.expert("rakennus1")
        rung = expert.sees(RungView)
        assert rung.reason is OfferReason.GOT_FREE
        await expert.do(m.Answer(visit=visit, offer=rung.offer))
        await until(world, CLOSES + GRACE + 3600)
        assert isinstance(resident.view, CustomerView)
        assert isinstance(expert.view, StaffView)


async def test_whoever_calls_in_the_last_second_waits_as_long_and_after_it_is_refused() -> None:
    async with world_at(CLOSES - 1) as world:
        early, late = await world.terminal(), await world.terminal("ahlainen")
        visit = await early.do(call())
        await world.advance(1)
        answer = await late.ask(call())
        assert isinstance(answer, m.Refused)
        assert answer.code == ErrorCode.SERVICE_CLOSED
        assert late.view is None
        await until(world, CLOSES + GRACE - 1, early)
        assert early.sees(WaitingView).visit == visit
        await world.advance(1)
        assert early.sees(OverView).end is EndReason.CLOSED_HOURS


async def test_nobody_is_sent_to_a_service_that_has_closed() -> None:
    """A second matter and a transfer are refused in the quarter of an hour too: it is for those who were in line."""
    async with world_at(CLOSES - 300) as world:
        resident, tax = await world.terminal(), await world.expert("vero1")
        await world.expert("rakennus1")
        visit = await resident.do(call("verotus"))
        await tax.do(m.Answer(visit=visit, offer=tax.sees(RungView).offer))
        await until(world, CLOSES)
        transfer = m.Transfer(
            visit=visit, service="rakennusluvat", person=None, stay=True, note="", consent=False
        )
        answer = await tax.ask(transfer)
        assert isinstance(answer, m.Refused)
        assert answer.code == ErrorCode.SERVICE_CLOSED
        await tax.do(m.EndVisit(visit=visit))
        second = m.SecondMatter(visit=visit, service="rakennusluvat", language=Language.FI)
        answer = await resident.ask(second)
        assert isinstance(answer, m.Refused)
        assert answer.code == ErrorCode.SERVICE_CLOSED


async def test_a_second_matter_shortly_before_closing_is_rung_as_long_as_any() -> None:
    async with world_at(CLOSES - 300) as world:
        resident, tax = await world.terminal(), await world.expert("vero1")
        visit = await resident.do(call("verotus"))
        await tax.do(m.Answer(visit=visit, offer=tax.sees(RungView).offer))
        await tax.do(m.EndVisit(visit=visit))
        await resident.do(m.SecondMatter(visit=visit, service="rakennusluvat", language=Language.FI))
        await until(world, CLOSES + GRACE - 1, resident)
        assert isinstance(resident.view, WaitingView)
        await world.advance(1)
        assert resident.sees(OverView).end is EndReason.CLOSED_HOURS


async def waits_of(world: World, minutes: int) -> None:
    """Five residents, one after the other, are answered after so many minutes."""
    resident, expert = await world.terminal(), await world.expert("rakennus1")
    for _ in range(5):
        visit = await resident.do(call())
        await until(world, world.clock.time + 60 * minutes, resident)
        await expert.do(m.Answer(visit=visit, offer=expert.sees(RungView).offer))
        await expert.do(m.EndVisit(visit=visit))
        await expert.do(m.GiveOutcome(visit=visit, matter=1, outcome=Outcome.SOLVED))
        await resident.do(m.Finish(visit=visit, score=None, words=""))
        await resident.do(m.Wiped(visit=visit))


async def test_near_closing_neither_card_nor_line_promises_what_nobody_can_keep() -> None:
    """Residents waited eight minutes at this hour; who calls at 15.48 is rung for seven."""
    city, limits = town(replace(OFFICE[0], closes=15 * 60 + 50)), VisitLimits(closing_grace=300.0)
    log = MemoryLog()
    async with World(log, city=city, limits=limits, at=clock("2026-11-23", "15:02")) as world:
        await waits_of(world, 8)
    async with World(log, city=city, limits=limits, at=clock("2026-11-24", "15:40")) as world:
        early, late = await world.terminal(), await world.terminal("ahlainen")
        await world.advance(2)
        assert card(early).estimate == (8, 8)
        await early.do(call())
        assert early.sees(WaitingView).estimate == (8, 8)
        await until(world, clock("2026-11-24", "15:48"), early)
        assert early.sees(WaitingView).estimate == (8, 8)
        assert card(late).estimate is None
        await late.do(call())
        assert late.sees(WaitingView).estimate is None
        await until(world, clock("2026-11-24", "15:51"), early, late)
        assert (card(late).open, card(late).estimate, card(late).in_line) == (False, None, 2)
        await until(world, clock("2026-11-24", "15:55"), early, late)
        assert {early.sees(OverView).end, late.sees(OverView).end} == {EndReason.CLOSED_HOURS}


async def test_what_somebody_in_line_is_told_stays_when_the_hour_turns() -> None:
    log = MemoryLog()
    async with World(log, city=town(), at=clock("2026-11-23", "09:05")) as world:
        await waits_of(world, 8)
    async with World(log, city=town(), at=clock("2026-11-24", "09:58")) as world:
        await world.advance(2)
        resident = await world.terminal()
        await resident.do(call())
        await until(world, clock("2026-11-24", "10:02"), resident)
        assert resident.sees(WaitingView).estimate == (8, 8)
        assert card(resident).estimate is None


@pytest.mark.parametrize(
    ("day", "time", "fi", "sv", "en"),
    [
        ("2026-11-24", "08:59", "tänään klo 9", "i dag kl. 9", "today at 9 am"),
        ("2026-11-24", "16:00", "huomenna klo 9", "i morgon kl. 9", "tomorrow at 9 am"),
        ("2026-11-27", "16:00", "maanantaina klo 9", "på måndag kl. 9", "on Monday at 9 am"),
        # Christmas Eve is a Thursday.
        ("2026-12-23", "16:00", "maanantaina klo 9", "på måndag kl. 9", "on Monday at 9 am"),
        # Good Friday to Easter Monday.
        ("2027-03-25", "16:00", "tiistaina klo 9", "på tisdag kl. 9", "on Tuesday at 9 am"),
        # Midsummer Eve, and the clocks were turned long ago.
        ("2027-06-24", "16:00", "maanantaina klo 9", "på måndag kl. 9", "on Monday at 9 am"),
        ("2026-12-31", "16:00", "maanantaina klo 9", "på måndag kl. 9", "on Monday at 9 am"),
    ],
)
async def test_a_closed_card_says_when_it_opens(day: str, time: str, fi: str, sv: str, en: str) -> None:
    async with world_at(clock(day, time)) as world:
        resident = await world.terminal()
        opens = card(resident).opens
        assert not card(resident).open
        assert opens is not None
        assert (opens.fi, opens.sv, opens.en) == (fi, sv, en)


async def test_a_season_that_is_over_opens_on_a_date() -> None:
    boats = Hours(weekdays=(0, 1, 2, 3, 4), opens=9 * 60, closes=17 * 60, season=((5, 1), (9, 30)))
    async with world_at(clock("2026-09-30", "17:00"), town(boats)) as world:
        opens = card(await world.terminal()).opens
        assert opens is not None
        assert (opens.fi, opens.sv, opens.en) == (
            "3.5.2027 klo 9",
            "den 3 maj 2027 kl. 9",
            "on 3 May 2027 at 9 am",
        )


async def test_a_lunch_break_ends_a_line_too_and_says_when_it_opens_again() -> None:
    lunch = (replace(OFFICE[0], closes=11 * 60 + 30), replace(OFFICE[0], opens=12 * 60 + 30))
    closes = clock("2026-11-24", "11:30")
    async with world_at(closes - 60, town(*lunch)) as world:
        resident, late = await world.terminal(), await world.terminal("ahlainen")
        await resident.do(call())
        await until(world, closes + 1, resident)
        opens = card(late).opens
        assert opens is not None
        assert opens.fi == "tänään klo 12.30"
        await until(world, closes + GRACE, resident)
        assert resident.sees(OverView).end is EndReason.CLOSED_HOURS


@pytest.mark.parametrize("day", ["2026-03-29", "2026-10-25"])
async def test_on_the_days_when_clocks_are_turned_it_opens_and_closes_by_the_clock_on_the_wall(
    day: str,
) -> None:
    """One who came at midnight sees it open at nine; one who calls before four is rung for a quarter of an hour after it."""
    sundays = Hours(weekdays=(6,), opens=9 * 60, closes=16 * 60)
    opens, closes = clock(day, "09:00"), clock(day, "16:00")
    async with world_at(clock(day, "00:00"), town(sundays)) as world:
        resident = await world.terminal()
        assert isinstance(await resident.ask(call()), m.Refused)
        await world.advance(opens - 61 - world.clock.time)
        text = card(resident).opens
        assert text is not None
        assert text.fi == "tänään klo 9"
        await world.advance(62)
        assert card(resident).open
        await world.advance(closes - 1 - world.clock.time)
        await resident.do(call())
        await until(world, closes + GRACE - 1, resident)
        assert isinstance(resident.view, WaitingView)
        await world.advance(1)
        assert resident.sees(OverView).end is EndReason.CLOSED_HOURS
