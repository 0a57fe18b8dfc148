"""What holds for every line and every set of people; the rules are told here anew, apart from the code."""

from collections import Counter
from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from signaling.protocol.words import Level, Part, Purpose
from signaling.routing.assign import assign
from signaling.routing.model import Duty, Expert, Proposal, Waiting
from tests.routing.making import EN, FI, SV, free, searching

SERVICES = ("tax", "building", "waste")
PEOPLE = tuple("abcdefgh")
NOW = 100.0
quick = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])

languages = st.sets(st.sampled_from((FI, SV, EN)), min_size=1).map(lambda some: tuple(sorted(some)))
people = st.sets(st.sampled_from(PEOPLE), max_size=2).map(lambda some: tuple(sorted(some)))


@st.composite
def lines(draw: st.DrawFn) -> list[Waiting]:
    """Some searches; no two ring the same person."""
    not_rung = list(PEOPLE)
    waiting = []
    for number in range(draw(st.integers(0, 6))):
        rung = tuple(draw(st.sets(st.sampled_from(not_rung), max_size=2)))
        not_rung = [each for each in not_rung if each not in rung] or ["nobody"]
        since = draw(st.integers(0, 20))
        interpreter = draw(st.integers(0, 5)) == 0
        waiting.append(
            searching(
                f"s{number}",
                draw(st.sampled_from(SERVICES)),
                since=since,
                opened_at=since + draw(st.integers(0, 20)),
                level=draw(st.sampled_from(list(Level))),
                language=draw(st.sampled_from((FI, SV, EN))),
                rung=rung,
                until_retry=tuple((each, draw(st.sampled_from((99.0, 101.0)))) for each in draw(people)),
                in_visit=draw(people),
                head=draw(st.booleans()),
                person=draw(st.none() | st.none() | st.sampled_from(PEOPLE)),
                purpose=Purpose.ADD if interpreter else draw(st.sampled_from(list(Purpose))),
                part=Part.INTERPRETER if interpreter else Part.SPECIALIST,
            )
        )
    return waiting


@st.composite
def shifts(draw: st.DrawFn) -> list[Expert]:
    return [
        free(
            person,
            *draw(st.sets(st.sampled_from(SERVICES), min_size=1)),
            idle_since=draw(st.integers(-5, 40)),
            languages=draw(languages),
            duty=draw(st.sampled_from(list(Duty))),
            at_desk=draw(st.booleans()),
            took_head=draw(st.booleans()),
        )
        for person in draw(st.sets(st.sampled_from(PEOPLE)))
    ]


def may(search: Waiting, expert: Expert) -> bool:
    """May this person be offered this search?"""
    if expert.person in search.in_visit or (expert.person, 101.0) in search.until_retry:
        return False
    if search.person is not None:
        return expert.person == search.person
    speaks, serves = search.language in expert.languages, search.service in expert.services
    interprets = expert.duty is Duty.INTERPRETER
    if search.part is Part.INTERPRETER:
        return speaks and serves and interprets
    clerk = expert.duty is Duty.CLERK and expert.at_desk
    helps = search.level is Level.DESK and search.purpose is Purpose.SERVE and clerk
    return speaks and not interprets and (serves or helps)


def has_enough(search: Waiting, proposals: tuple[Proposal, ...]) -> bool:
    ringing = len(search.rung) + sum(each.search == search.search for each in proposals)
    return ringing >= {Level.ONE: 1, Level.NEXT: 2}.get(search.level, 1000)


@quick
@given(lines(), shifts())
def test_nobody_is_doubly_offered(waiting: list[Waiting], experts: list[Expert]) -> None:
    proposals = assign(waiting, experts, NOW)
    assert max(Counter(each.person for each in proposals).values(), default=1) == 1
    rung = {person for search in waiting for person in search.rung}
    assert rung.isdisjoint(each.person for each in proposals)


@quick
@given(lines(), shifts())
def test_nobody_is_offered_what_is_not_for_them(waiting: list[Waiting], experts: list[Expert]) -> None:
    searches, people = {each.search: each for each in waiting}, {each.person: each for each in experts}
    for proposal in assign(waiting, experts, NOW):
        assert may(searches[proposal.search], people[proposal.person])
        assert proposal.visit == searches[proposal.search].visit


@quick
@given(lines(), shifts())
def test_no_more_ring_than_the_level_says(waiting: list[Waiting], experts: list[Expert]) -> None:
    proposals = assign(waiting, experts, NOW)
    for search in waiting:
        most = {Level.ONE: 1, Level.NEXT: 2}.get(search.level, 1000)
        new = sum(each.search == search.search for each in proposals)
        assert new == 0 or len(search.rung) + new <= most


@quick
@given(lines(), shifts())
def test_the_longest_waiting_comes_first(waiting: list[Waiting], experts: list[Expert]) -> None:
    """Nobody rings for one who came later while one before, whom they may serve, lacks a ring. Heads of lines are before the
    others, and after them for an expert who took a head last.
    """
    searches, people = {each.search: each for each in waiting}, {each.person: each for each in experts}
    proposals = assign(waiting, experts, NOW)
    for proposal in proposals:
        mine = searches[proposal.search]
        for other in waiting:
            heads_first = not people[proposal.person].took_head
            before = (other.head is not heads_first, other.since) < (mine.head is not heads_first, mine.since)
            if before and may(other, people[proposal.person]):
                assert has_enough(other, proposals)


@quick
@given(lines(), shifts())
def test_the_longest_idle_comes_first(waiting: list[Waiting], experts: list[Expert]) -> None:
    searches, people = {each.search: each for each in waiting}, {each.person: each for each in experts}
    proposals = assign(waiting, experts, NOW)
    taken = {each.person for each in proposals} | {person for search in waiting for person in search.rung}
    for proposal in proposals:
        for other in experts:
            search = searches[proposal.search]
            spared = search.head and other.took_head
            if other.person not in taken and may(search, other) and not spared:
                assert other.idle_since >= people[proposal.person].idle_since


@quick
@given(lines(), shifts())
def test_nobody_waits_while_one_who_may_serve_them_is_free(
    waiting: list[Waiting], experts: list[Expert]
) -> None:
    proposals = assign(waiting, experts, NOW)
    taken = {each.person for each in proposals} | {person for search in waiting for person in search.rung}
    for search in waiting:
        if not has_enough(search, proposals):
            assert not [each for each in experts if each.person not in taken and may(search, each)]


@quick
@given(lines(), shifts(), st.randoms(use_true_random=False))
def test_the_order_in_which_they_are_given_says_nothing(
    waiting: list[Waiting], experts: list[Expert], random: Random
) -> None:
    proposals = assign(waiting, experts, NOW)
    random.shuffle(waiting)
    random.shuffle(experts)
    assert assign(waiting, experts, NOW) == proposals
