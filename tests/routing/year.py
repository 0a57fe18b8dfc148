"""A year of the city by the plan's figures: 80,000 visits on the days on which services are open.

The services, their hours, seasons and languages are those of the demo's Pori. What nobody knows yet is set here once: how
the needs divide, that mornings and Mondays are busy and July is quiet, how long a talk lasts, how experts take a ring.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from functools import cache
from math import ceil, exp
from random import Random

from msgspec import Struct

from signaling.demo import PORI
from signaling.protocol.scalars import Language
from signaling.protocol.words import EndReason
from signaling.routing.estimate import Waits, estimate
from signaling.routing.hours import closes_at, is_open, ranges_on
from signaling.routing.model import Duty, Expert, Service
from signaling.visit.limits import DEFAULT_LIMITS
from tests.routing.hatch import Hatch, Need, Resident, Wait, Worker
from tests.routing.making import EN, FI, HELSINKI, SV

VISITS_A_YEAR = 80_000
WORKING_DAYS = 250
MONTHS = (1.1, 1.0, 1.05, 1.1, 1.05, 0.9, 0.6, 1.0, 1.1, 1.1, 1.05, 0.8)
WEEKDAYS = (1.25, 1.05, 1.0, 0.95, 0.85, 0.3, 0.2)
HOURS = {8: 0.6, 9: 1.5, 10: 1.6, 11: 1.1, 12: 0.8, 13: 1.0, 14: 0.9, 15: 0.6, 16: 0.4, 17: 0.3}
TALK, MEAN_TALK = 600.0, 680.0
"""Seconds of the median and of the mean talk."""
BUSY = 0.75
"""The share of an expert's time that a planner lets talks take at the busiest hour."""

WEIGHTS = {
    "kelan-etuudet": 12, "verotus": 11, "tyonhaku": 11, "en-ole-varma": 9, "muutto": 6, "rakennusluvat": 6, "pysakointi": 5,
    "ohjaamo": 4, "aikuissosiaalityo": 4, "laskut": 4, "paivakoti": 4, "bussit": 4, "koulu": 3, "lainhuuto": 3,
    "visit-pori": 3, "jateneuvonta": 3, "liikuntapaikat": 2, "kaavat": 2, "tontit": 2, "palkkatuki": 2, "kuluttajaneuvonta": 2,
    "luvat-ja-valvonta": 2, "avioliitto-ja-nimi": 2, "ymparisto": 2, "maaseutupalvelut": 2, "yritystuet": 2, "digituki": 4,
}  # fmt: skip


SERVICES = {each.id: each for each in PORI.services}


class Year(Struct):
    """What came of it."""

    arrived: int
    waits: list[Wait]
    ends: Counter[EndReason]

    def told(self) -> list[tuple[Wait, int]]:
        """The waits for which an upper bound was shown, with it, in minutes."""
        return [(wait, wait.told[1]) for wait in self.waits if wait.told is not None]

    def held(self) -> float:
        """The share of those that ended before it, in a talk: who gave up before it was told too little."""
        told = self.told()
        return sum(wait.by is not None and wait.seconds < 60 * upper for wait, upper in told) / len(told)


def play(seed: int, share: float, first: date, days: int) -> Year:
    """`share` of all visits are remote. Raises `AssertionError` when somebody is lost or doubly engaged."""
    chance = Random(f"{seed} {share}")
    waits = Waits((), HELSINKI)
    year = Year(arrived=0, waits=[], ends=Counter())

    def reaction(_resident: str, _person: str) -> tuple[bool, float] | None:
        luck = chance.random()
        if luck < 0.08:
            return None
        return luck > 0.12, chance.lognormvariate(2.0, 0.6)

    for ahead in range(days):
        day = first + timedelta(days=ahead)
        closes = closing(day)

        def told(
            service: str, at: float, ahead: int, closes: dict[str, float] = closes
        ) -> tuple[int, int] | None:
            return estimate(waits.of(service, at, ahead), closes[service] + DEFAULT_LIMITS.closing_grace - at)

        residents = list(come(chance, share, day))
        hatch = Hatch(workers(share, day), closes=closes, reaction=reaction, told=told)
        hatch.play(residents)
        assert set(hatch.left) == {each.name for each in residents}, "somebody is lost"
        _must_be_engaged_once(hatch)
        year.arrived += len(residents)
        year.waits += hatch.waits
        for wait in sorted(hatch.waits, key=lambda each: each.opened_at):
            if wait.number == 0 and wait.by is not None:
                waits.add(wait)
        year.ends.update(hatch.left.values())
    return year


def _must_be_engaged_once(hatch: Hatch) -> None:
    until: dict[str, float] = {}
    for talk in sorted(hatch.talks, key=lambda each: each.begin):
        assert talk.begin >= until.get(talk.person, 0.0), "doubly engaged"
        until[talk.person] = talk.end


# --- hours --------------------------------------------------------------------------------------------------------------


@cache
def open_on(day: date) -> tuple[str, ...]:
    return tuple(each.id for each in PORI.services if ranges_on(each, day))


@cache
def closing(day: date) -> dict[str, float]:
    """When each service that is open that day closes."""
    return {service: _last_closing(SERVICES[service], day) for service in open_on(day)}


def _last_closing(service: Service, day: date) -> float:
    closes = max(closes for _, closes in ranges_on(service, day))
    last = datetime.combine(day, time(closes // 60, closes % 60), HELSINKI)
    assert closes_at(service, last - timedelta(minutes=1)) == last
    return last.timestamp()


@cache
def _parts(service: str, day: date) -> dict[int, float]:
    """How the visits of a day divide among the hours at which the service is open, in parts of one."""
    open_at = {
        hour: weight
        for hour, weight in HOURS.items()
        if is_open(SERVICES[service], datetime.combine(day, time(hour, 30), HELSINKI))
    }
    return {hour: weight / sum(open_at.values()) for hour, weight in open_at.items()}


# --- who comes ----------------------------------------------------------------------------------------------------------


def _expected(service: str, share: float, day: date) -> float:
    """Visits of that day that begin with the service, by the plan's figure for an ordinary day."""
    usual = VISITS_A_YEAR / WORKING_DAYS * share * WEIGHTS.get(service, 2) / sum(WEIGHTS.values())
    return usual * MONTHS[day.month - 1] * WEEKDAYS[day.weekday()] * 1.04


def come(chance: Random, share: float, day: date) -> Iterator[Resident]:
    """Who comes on that day."""
    number = 0
    for service in open_on(day):
        for hour, part in _parts(service, day).items():
            begin = datetime.combine(day, time(hour), HELSINKI).timestamp()
            for _ in range(_poisson(chance, _expected(service, share, day) * part)):
                number += 1
                yield Resident(
                    name=f"r{number}",
                    at=begin + 3600 * chance.random(),
                    needs=tuple(
                        Need(each, TALK * chance.lognormvariate(0.0, 0.5))
                        for each in _needs(chance, service, day)
                    ),
                    language=_language(chance, service),
                    patience=max(60.0, 1800 * chance.lognormvariate(0.0, 0.6)),
                )


def _needs(chance: Random, service: str, day: date) -> list[str]:
    needs = [service]
    while chance.random() < 0.15:
        needs.append(chance.choice(open_on(day)))
    return needs


def _language(chance: Random, service: str) -> Language:
    luck = chance.random()
    wanted = SV if luck < 0.06 else EN if luck < 0.1 else FI
    return wanted if wanted in SERVICES[service].languages else FI


def _poisson(chance: Random, mean: float) -> int:
    limit, count, product = exp(-mean), 0, chance.random()
    while product > limit:
        count += 1
        product *= chance.random()
    return count


# --- who serves ---------------------------------------------------------------------------------------------------------


def workers(share: float, day: date) -> list[Worker]:
    """As many as keep each pool's people busy for `BUSY` of its hours before and after noon, and one at least."""
    noon = datetime.combine(day, time(12), HELSINKI).timestamp()
    found = []
    for name, pool in _pools(share, day).items():
        opens = min(ranges_on(SERVICES[each], day)[0][0] for each in pool) // 60
        morning = datetime.combine(day, time(opens), HELSINKI).timestamp()
        evening = max(closing(day)[each] for each in pool) + DEFAULT_LIMITS.closing_grace
        before, after = (_needed(pool, share, day, before_noon=half) for half in (True, False))
        found += [
            Worker(
                expert=_expert(f"{name}{number}", number, pool),
                start=morning if number < before else noon,
                end=evening if number < after else noon + 3600,
                after=30.0,
            )
            for number in range(max(before, after))
        ]
    return found


def _pools(share: float, day: date) -> dict[str, list[str]]:
    """With few remote visits two pools of people who know many topics; with many one for each topic."""
    topics = sorted({each.group for each in PORI.services})
    pools: dict[str, list[str]] = {}
    for service in open_on(day):
        group = SERVICES[service].group
        name = group if share > 0.5 else f"pool{topics.index(group) % 2}-"
        pools.setdefault(name, []).append(service)
    return pools


def _needed(pool: Sequence[str], share: float, day: date, *, before_noon: bool) -> int:
    talks = sum(
        _expected(each, share, day)
        * max((part for hour, part in _parts(each, day).items() if (hour < 12) is before_noon), default=0.0)
        for each in pool
    )
    return max(1, ceil(talks * (MEAN_TALK * 1.15 + 45) / 3600 / BUSY))


def _expert(name: str, number: int, pool: Sequence[str]) -> Expert:
    return Expert(
        person=name,
        duty=Duty.EXPERT,
        services=tuple(pool),
        languages=(FI, SV, EN) if number % 2 == 0 else (FI, EN),
        idle_since=0.0,
        at_desk=False,
    )
