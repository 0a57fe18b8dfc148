"""Sessions, one-time links and passwords."""

import asyncio
from collections.abc import Iterator

import pytest
from argon2 import PasswordHasher

from signaling.service.ports import Subject, SubjectKind, Unavailable
from signaling.store import tables
from signaling.store.database import Database
from signaling.store.passwords import BadPassword, Passwords
from signaling.store.sessions import DAY, HOUR, Session, Sessions
from tests.store.postgres import running
from tests.store.stories import NOON

CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@pytest.fixture
def sessions(database: Database) -> Sessions:
    return Sessions(database)


@pytest.fixture
def passwords(database: Database) -> Iterator[Passwords]:
    passwords = Passwords(database, CHEAP)
    yield passwords
    passwords.close()


def _everything(database: Database) -> str:
    with database.reading() as connection:
        return " ".join(
            str(tuple(row))
            for table in tables.metadata.sorted_tables
            for row in connection.execute(table.select())
        )


async def test_who_was_signed_in_still_is_while_the_store_is_away() -> None:
    with running() as server:
        database = Database(server.fresh(), patience=0.5)
        sessions = Sessions(database)
        try:
            tokens = [
                await sessions.create(SubjectKind.PERSON, name, NOON) for name in ("ann", "bo", "cai", "dan")
            ]
            for token in tokens[:3]:
                await sessions.find(token, NOON)
            await sessions.end(tokens[1])
            await sessions.end_all(SubjectKind.PERSON, "cai")
            server.crash()
            found = await sessions.find(tokens[0], NOON + HOUR)
            assert found is not None
            assert found.subject.id == "ann"
            assert await sessions.find(tokens[0], NOON + 13 * HOUR) is None
            for token in tokens[1:]:
                with pytest.raises(Unavailable):
                    await sessions.find(token, NOON)
            server.start()
        finally:
            database.close()


async def test_a_token_says_whose_it_is(sessions: Sessions) -> None:
    token = await sessions.create(SubjectKind.PERSON, "kela1", NOON)
    assert await sessions.find(token, NOON + 1) == Session(
        subject=Subject(kind=SubjectKind.PERSON, id="kela1"), created_at=NOON, expires_at=NOON + 12 * HOUR
    )
    for wrong in ("", token[:-1], token + "A", token.swapcase(), "\ud800"):
        assert await sessions.find(wrong, NOON + 1) is None


async def test_tokens_have_256_bits_and_are_never_kept(sessions: Sessions, database: Database) -> None:
    tokens = {await sessions.create(SubjectKind.PERSON, "kela1", NOON) for _ in range(20)}
    tokens.add(sessions.invite(SubjectKind.PERSON, "kela1", NOON))
    assert len(tokens) == 21
    assert all(len(token) == 43 for token in tokens)
    kept = _everything(database)
    assert not any(token in kept for token in tokens)


async def test_a_persons_session_lasts_a_working_day_and_a_places_a_year(sessions: Sessions) -> None:
    person = await sessions.create(SubjectKind.PERSON, "kela1", NOON)
    place = await sessions.create(SubjectKind.PLACE, "lavia", NOON)
    assert await sessions.find(person, NOON + 12 * HOUR - 1) is not None
    assert await sessions.find(person, NOON + 12 * HOUR) is None
    assert await sessions.find(place, NOON + 399 * DAY) is not None
    assert await sessions.find(place, NOON + 400 * DAY) is None


async def test_a_session_that_is_over_is_told_from_none(sessions: Sessions) -> None:
    token = await sessions.create(SubjectKind.PERSON, "kela1", NOON)
    assert not await sessions.expired(token, NOON + 1)
    assert await sessions.expired(token, NOON + 12 * HOUR)
    assert not await sessions.expired("other", NOON + 12 * HOUR)


async def test_sessions_long_over_are_cleared_away(sessions: Sessions, database: Database) -> None:
    await sessions.create(SubjectKind.PERSON, "kela1", NOON)
    await sessions.create(SubjectKind.PERSON, "kela2", NOON + 2 * DAY)
    assert "kela1" not in _everything(database)


async def test_signing_out_ends_one_session_and_no_other(sessions: Sessions) -> None:
    here = await sessions.create(SubjectKind.PERSON, "kela1", NOON)
    there = await sessions.create(SubjectKind.PERSON, "kela1", NOON)
    await sessions.end(here)
    await sessions.end(here)
    assert await sessions.find(here, NOON + 1) is None
    assert await sessions.find(there, NOON + 1) is not None


async def test_all_sessions_of_somebody_end_at_once(sessions: Sessions) -> None:
    tokens = [await sessions.create(SubjectKind.PERSON, "kela1", NOON) for _ in range(3)]
    place = await sessions.create(SubjectKind.PLACE, "kela1", NOON)
    assert await sessions.end_all(SubjectKind.PERSON, "kela1") == 3
    assert [await sessions.find(token, NOON + 1) for token in tokens] == [None] * 3
    assert await sessions.find(place, NOON + 1) is not None


async def test_of_a_hundred_who_use_one_link_exactly_one_gets_in(sessions: Sessions) -> None:
    code = sessions.invite(SubjectKind.PLACE, "lavia", NOON)
    answers = await asyncio.gather(*(sessions.redeem(code, NOON + 5) for _ in range(100)))
    assert [answer.id for answer in answers if answer is not None] == ["lavia"]


async def test_looking_at_a_link_does_not_use_it_up(sessions: Sessions) -> None:
    code = sessions.invite(SubjectKind.PLACE, "lavia", NOON)
    seen = await sessions.look_at(code, NOON + 5)
    assert seen is not None
    assert await sessions.redeem(code, NOON + 6) == seen
    assert await sessions.look_at(code, NOON + 7) is None


async def test_a_link_that_is_too_old_is_nobodys(sessions: Sessions) -> None:
    code = sessions.invite(SubjectKind.PLACE, "lavia", NOON)
    assert await sessions.look_at(code, NOON + 3 * DAY) is None
    assert await sessions.redeem(code, NOON + 3 * DAY) is None


async def test_only_the_right_password_is_right(passwords: Passwords) -> None:
    await passwords.set("kela1", "hevonen paristo")
    await passwords.set("kela2", "toinen salasana")
    assert await passwords.check("kela1", "hevonen paristo")
    for wrong in ("", "hevonen parist", "hevonen paristo ", "toinen salasana", "x" * 100_000, "\ud800"):
        assert not await passwords.check("kela1", wrong)
    assert not await passwords.check("nobody", "hevonen paristo")
    assert not await passwords.check("nobody", "nobody's")


async def test_a_changed_password_replaces_the_older(passwords: Passwords) -> None:
    await passwords.set("kela1", "hevonen paristo")
    await passwords.set("kela1", "toinen salasana")
    assert not await passwords.check("kela1", "hevonen paristo")
    assert await passwords.check("kela1", "toinen salasana")


async def test_a_letter_is_the_same_however_the_keyboard_writes_it(passwords: Passwords) -> None:
    await passwords.set("kela1", "pöytälaatikko")
    assert await passwords.check("kela1", "po\u0308yta\u0308laatikko")


@pytest.mark.parametrize("password", ["", "lyhyt", "x" * 11, "x" * 257])
async def test_a_password_is_neither_short_nor_endless(passwords: Passwords, password: str) -> None:
    with pytest.raises(BadPassword):
        await passwords.set("kela1", password)


async def test_a_hash_of_a_cheaper_time_is_renewed_at_sign_in(
    passwords: Passwords, database: Database
) -> None:
    await passwords.set("kela1", "hevonen paristo")
    dearer = Passwords(database, PasswordHasher(time_cost=2, memory_cost=16, parallelism=1))
    try:
        assert "m=8,t=1" in _everything(database)
        assert await dearer.check("kela1", "hevonen paristo")
        assert "m=16,t=2" in _everything(database)
        assert await dearer.check("kela1", "hevonen paristo")
    finally:
        dearer.close()


async def test_a_password_is_kept_as_argon2id(passwords: Passwords, database: Database) -> None:
    await passwords.set("kela1", "hevonen paristo")
    kept = _everything(database)
    assert "$argon2id$" in kept
    assert "hevonen" not in kept
