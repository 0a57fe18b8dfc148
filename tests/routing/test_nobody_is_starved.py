"""Who comes from a visit under way goes first, and those who have just come in still get every second turn.

Each day is played twice by the real `assign`: under the rule of the house, and as a plain line in which each matter stands
at the end. Talks all last the same, so that what is compared is the line and not the luck of long talks.
"""

from collections.abc import Collection

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from signaling.routing.model import Expert
from tests.routing.hatch import Hatch, Need, Reaction, Resident, Wait, Worker
from tests.routing.making import FI, SV, free

SERVICES = ("tax", "building", "waste")
TALK = 300.0
Declines = Collection[tuple[str, str]]

needs = st.lists(st.sampled_from(SERVICES), min_size=1, max_size=3)
residents = st.lists(st.tuples(st.integers(0, 1800), needs, st.sampled_from((FI, FI, SV))), max_size=30).map(
    lambda them: [
        Resident(
            name=f"r{number:02}",
            at=float(at),
            needs=tuple(Need(each, TALK) for each in needs),
            language=language,
        )
        for number, (at, needs, language) in enumerate(them)
    ]
)
experts = st.lists(
    st.tuples(st.sets(st.sampled_from(SERVICES), min_size=1), st.booleans()), min_size=1, max_size=4
).map(
    lambda them: [
        free("abcd"[number], *sorted(serves), idle_since=-1.0, languages=(FI, SV) if swedish else (FI,))
        for number, (serves, swedish) in enumerate(them)
    ]
)
declines = st.frozensets(
    st.tuples(st.integers(0, 29).map(lambda number: f"r{number:02}"), st.sampled_from("abcd")), max_size=10
)


def reacting(declines: Declines) -> Reaction:
    """Each of these rings is declined the first time."""
    left = set(declines)

    def react(resident: str, person: str) -> tuple[bool, float]:
        answers = (resident, person) not in left
        left.discard((resident, person))
        return answers, 5.0

    return react


def play(
    experts: list[Expert], residents: list[Resident], declines: Declines = (), *, first_come: bool = False
) -> list[Wait]:
    workers = [Worker(expert=each, after=20.0) for each in experts]
    return Hatch(workers, reaction=reacting(declines), first_come=first_come).play(residents).waits


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(experts, residents, declines)
def test_no_drop_in_waits_longer_than_twice_the_longest_wait_of_a_plain_line_and_one_talk(
    experts: list[Expert], residents: list[Resident], declines: Declines
) -> None:
    ours = play(experts, residents, declines)
    plain = play(experts, residents, declines, first_come=True)
    longest = max((wait.seconds for wait in plain), default=0.0)
    for wait in ours:
        assert wait.number > 0 or wait.seconds <= 2 * longest + TALK


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(experts, residents, declines)
def test_whoever_somebody_serves_is_answered(
    experts: list[Expert], residents: list[Resident], declines: Declines
) -> None:
    served = {
        (service, language) for each in experts for service in each.services for language in each.languages
    }
    answered = {(wait.resident, wait.number) for wait in play(experts, residents, declines)}
    for resident in residents:
        for number, need in enumerate(resident.needs):
            if (need.service, resident.language) not in served:
                break
            assert (resident.name, number) in answered


def stream(heads: int) -> list[Resident]:
    """Visits that begin with waste advice, one each talk, and have a building matter next: more than one can take on."""
    return [
        Resident(
            name=f"h{number:02}", at=number * TALK / 2, needs=(Need("waste", TALK), Need("building", TALK))
        )
        for number in range(heads)
    ]


def test_a_stream_of_second_matters_starves_nobody() -> None:
    """Two give waste advice and send on a second matter each two and a half minutes; the one who builds needs five."""
    drop_in = Resident(name="drop-in", at=TALK + 30, needs=(Need("building", TALK),))
    staff = [free("a", "waste"), free("b", "waste"), free("c", "building")]
    waits = play(staff, [*stream(40), drop_in])
    mine = next(wait for wait in waits if wait.resident == "drop-in")
    assert mine.seconds <= 2 * TALK


def test_a_second_matter_still_goes_before_a_long_line() -> None:
    """Ten wait for a building permit when somebody comes from a talk: they are next."""
    line = [
        Resident(name=f"r{number}", at=float(number), needs=(Need("building", TALK),)) for number in range(10)
    ]
    guest = Resident(name="guest", at=0.0, needs=(Need("waste", TALK), Need("building", TALK)))
    waits = play([free("a", "waste"), free("c", "building")], [*line, guest])
    second = next(wait for wait in waits if wait.resident == "guest" and wait.number == 1)
    assert second.seconds <= TALK + 30
