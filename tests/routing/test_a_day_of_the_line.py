"""A day played through, with everybody answering at once: nobody starves, nobody jumps the line, work is shared."""

from collections import Counter
from heapq import heappop, heappush

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from signaling.protocol.words import Level
from signaling.routing.assign import assign
from signaling.routing.model import Expert
from tests.routing.making import free, searching

SERVICES = ("tax", "building", "waste")


def play(
    arrivals: list[tuple[float, str]], serving: dict[str, tuple[str, ...]], length: float
) -> dict[str, tuple[float, str]]:
    """Search → when it was answered and by whom. Each talk lasts `length` seconds."""
    idle = dict.fromkeys(serving, -1.0)
    waiting = {f"s{number:03}": arrival for number, arrival in enumerate(arrivals)}
    answered: dict[str, tuple[float, str]] = {}
    talks: list[tuple[float, str]] = []
    moments = sorted({at for at, _ in arrivals})
    while moments or talks:
        now = min([*moments[:1], *(end for end, _ in talks[:1])])
        moments = [at for at in moments if at > now]
        while talks and talks[0][0] <= now:
            end, person = heappop(talks)
            idle[person] = end
        line = [
            searching(search, service, since=at, level=Level.ONE)
            for search, (at, service) in waiting.items()
            if at <= now and search not in answered
        ]
        experts: list[Expert] = [free(who, *serving[who], idle_since=since) for who, since in idle.items()]
        for proposal in assign(line, experts, now):
            answered[proposal.search] = (now, proposal.person)
            del idle[proposal.person]
            heappush(talks, (now + length, proposal.person))
    return answered


arrivals = st.lists(st.tuples(st.integers(0, 600).map(float), st.sampled_from(SERVICES)), max_size=25)
staff = st.dictionaries(
    st.sampled_from("abcde"),
    st.sets(st.sampled_from(SERVICES), min_size=1).map(lambda some: tuple(sorted(some))),
    min_size=1,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(arrivals, staff)
def test_everybody_whom_somebody_serves_is_answered(
    arrivals: list[tuple[float, str]], staff: dict[str, tuple[str, ...]]
) -> None:
    answered = play(arrivals, staff, length=120)
    served = {service for services in staff.values() for service in services}
    assert len(answered) == sum(service in served for _, service in arrivals)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(arrivals, staff)
def test_who_came_first_for_a_service_is_answered_first(
    arrivals: list[tuple[float, str]], staff: dict[str, tuple[str, ...]]
) -> None:
    answered = play(arrivals, staff, length=120)
    for service in SERVICES:
        line = sorted(
            (at, answered[f"s{number:03}"][0])
            for number, (at, wanted) in enumerate(arrivals)
            if wanted == service and f"s{number:03}" in answered
        )
        assert [when for _, when in line] == sorted(when for _, when in line)


def test_work_is_shared_among_equals() -> None:
    answered = play(
        [(600.0 * n, "tax") for n in range(30)], {"a": ("tax",), "b": ("tax",), "c": ("tax",)}, length=120
    )
    assert Counter(person for _, person in answered.values()) == {"a": 10, "b": 10, "c": 10}


def test_a_rare_service_does_not_starve_beside_a_busy_one() -> None:
    """One person serves both; the tax line never empties, and the one who waits for waste advice still gets a turn."""
    busy = [(float(n), "tax") for n in range(0, 1200, 60)]
    answered = play([*busy, (100.0, "waste")], {"a": ("tax", "waste")}, length=120)
    when, _ = answered["s020"]
    before = sum(at < 100 for at, _ in busy)
    assert when == before * 120
