"""A command's answer is remembered for ten minutes, and nobody's flood makes another's be forgotten."""

import asyncio

from signaling.protocol.messages import Done
from signaling.service.answers import AT_MOST, REMEMBERED_FOR, Answers


def ask(answers: Answers, owner: str, command: str, now: float) -> None:
    answers.begin(owner, command)
    answers.end(owner, command, Done(id=command, visit=None), now, remembered=True)


async def test_after_ten_minutes_the_id_is_forgotten() -> None:
    answers = Answers()
    ask(answers, "place:reposaari", "press-0001", 0.0)
    assert await answers.earlier("place:reposaari", "press-0001", 599.0) is not None
    assert await answers.earlier("place:ahlainen", "press-0001", 599.0) is None
    assert await answers.earlier("place:reposaari", "press-0001", 600.0) is None
    ask(answers, "place:reposaari", "press-0002", 601.0)
    assert len(answers) == 1


async def test_who_asks_again_before_there_is_an_answer_gets_the_same() -> None:
    answers = Answers()
    answers.begin("place:lavia", "one")
    again = asyncio.create_task(answers.earlier("place:lavia", "one", 0.0))
    await asyncio.sleep(0)
    assert not again.done()
    done = Done(id="one", visit=None)
    answers.end("place:lavia", "one", done, 1.0, remembered=False)
    assert await again is done
    assert await answers.earlier("place:lavia", "one", 1.0) is None


async def test_whoever_asks_without_end_pushes_out_their_own_answers_alone() -> None:
    answers = Answers()
    ask(answers, "place:lavia", "first", 0.0)
    for number in range(3 * AT_MOST):
        ask(answers, "account:kela1", str(number), 1.0)
    assert await answers.earlier("place:lavia", "first", 2.0) is not None
    assert await answers.earlier("account:kela1", "0", 2.0) is None
    assert await answers.earlier("account:kela1", str(3 * AT_MOST - 1), 2.0) is not None
    assert len(answers) == AT_MOST + 1


async def test_what_is_old_is_forgotten_with_its_owner() -> None:
    answers = Answers()
    for number in range(100):
        ask(answers, f"place:{number}", "one", 0.0)
    ask(answers, "place:new", "one", REMEMBERED_FOR + 1)
    assert len(answers) == 1
    assert await answers.earlier("place:3", "one", REMEMBERED_FOR + 1) is None


async def test_an_owner_who_asks_on_keeps_what_is_not_old() -> None:
    answers = Answers()
    ask(answers, "place:lavia", "old", 0.0)
    ask(answers, "place:lavia", "newer", REMEMBERED_FOR - 1)
    ask(answers, "place:lavia", "newest", REMEMBERED_FOR + 1)
    assert len(answers) == 2
    assert await answers.earlier("place:lavia", "newer", REMEMBERED_FOR + 1) is not None
