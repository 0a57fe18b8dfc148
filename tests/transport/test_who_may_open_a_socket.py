"""The upgrade: exact Origin, Fetch-Metadata where the browser sends it, a session; then a hello, in time."""

from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

from signaling.service.ports import SubjectKind
from signaling.store.database import Database
from signaling.store.sessions import Sessions
from signaling.transport import websocket
from tests.transport.live import Town, settings_for, town
from tests.transport.page import Page, hello

ORIGIN = "https://luukku.example"
STAFF, PLACE = "__Host-etaluukku", "__Host-etaluukku-place"


@pytest.fixture
async def real(folder: Path) -> AsyncIterator[Town]:
    """A server as `serve` runs it, behind a proxy that speaks HTTPS."""
    async with town(settings_for(folder, origins=(ORIGIN,)), demo=False) as running:
        yield running


class Door:
    """Makes sessions in a server's store. `now` is what the session believes it to be."""

    def __init__(self, town: Town) -> None:
        self.town = town

    async def token(self, kind: SubjectKind, subject: str, now: float = 4e9) -> str:
        database = Database(self.town.settings.store)
        try:
            return await Sessions(database).create(kind, subject, now)
        finally:
            database.close()

    async def arrive(self, kind: str, cookies: dict[str, str], **claims: str) -> Page:
        cookie = "; ".join(f"{name}={token}" for name, token in cookies.items())
        page = await self.town.stranger(headers={"Cookie": cookie} if cookie else {})
        await page.say(**hello(kind, **claims))
        return page


async def refused_upgrade(town: Town, *, origin: str | None = "", **headers: str) -> tuple[int, int]:
    """The status of the refused upgrade, and how many sockets the server has opened meanwhile."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    with pytest.raises(aiohttp.WSServerHandshakeError) as refusal:
        await town.socket(origin=origin, headers=named)
    metrics = await (await town.client.get(town.url("/metrics"))).text()
    opened = next(line for line in metrics.splitlines() if line.startswith("etaluukku_sockets_opened_total"))
    return refusal.value.status, int(opened.split()[1])


# --- where the page is from -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "origin",
    [
        None, "null", "", "https://evil.example", "http://luukku.example", "https://luukku.example.evil.example",
        "https://evil-luukku.example", "https://a.luukku.example", "https://luukku.example:8443", "https://luukku.example/",
        "HTTPS://LUUKKU.EXAMPLE", " https://luukku.example https://evil.example",
    ],
)  # fmt: skip
async def test_another_origin_opens_nothing(real: Town, origin: str | None) -> None:
    sent = {} if origin is None else {"Origin": origin}
    assert await refused_upgrade(real, origin=None, **sent) == (403, 0)


async def test_a_refused_origin_is_told_its_code_and_a_sentence(real: Town) -> None:
    answer = await real.client.get(real.url("/ws"), headers={"Origin": "https://evil.example"})
    assert await answer.json() == {
        "code": "bad_origin", "sentence": "Yhteys ei tule tämän palvelun sivulta.",
    }  # fmt: skip


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site"},
        {"Sec_Fetch_Site": "none"},
        {"Sec_Fetch_Mode": "navigate"},
    ],
)
async def test_fetch_metadata_of_another_site_opens_nothing(real: Town, headers: dict[str, str]) -> None:
    assert await refused_upgrade(real, **headers) == (403, 0)


async def test_a_page_s_own_fetch_metadata_is_let_in(real: Town) -> None:
    socket = await real.socket(headers={"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "websocket"})
    assert not socket.closed


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:80", "localhost.evil.example", "[::1].evil.example"]
)
async def test_the_demo_hears_loopback_names_alone(demo: Town, host: str) -> None:
    assert await refused_upgrade(demo, origin=f"http://{host}", Host=host) == (403, 0)


@pytest.mark.parametrize("name", ["localhost", "127.0.0.1", "five.localhost"])
async def test_the_demo_is_known_by_every_loopback_name(demo: Town, name: str) -> None:
    host = f"{name}:{demo.server.port}"
    socket = await demo.socket(origin=f"http://{host}", headers={"Host": host})
    assert not socket.closed


async def test_one_loopback_name_is_not_another_s_origin(demo: Town) -> None:
    port = demo.server.port
    refused = await refused_upgrade(demo, origin=f"http://127.0.0.1:{port}", Host=f"localhost:{port}")
    assert refused == (403, 0)


async def test_what_is_no_upgrade_is_told_so(demo: Town) -> None:
    answer = await demo.client.get(demo.url("/ws"), headers={"Origin": demo.address})
    assert (answer.status, answer.headers["Upgrade"]) == (426, "websocket")


# --- whose session it is --------------------------------------------------------------------------------------------


async def turned_away(page: Page) -> str:
    closing = await page.of_type("closing")
    assert closing["retry"] is None
    assert closing["sentence"].endswith(".")
    assert await page.closed() == 1008
    assert [message["type"] for message in page.received] == ["closing"]
    code: str = closing["code"]
    return code


async def test_staff_come_in_with_their_session(real: Town) -> None:
    door = Door(real)
    token = await door.token(SubjectKind.PERSON, "kela1")
    page = await door.arrive("expert", {STAFF: token})
    assert (await page.of_type("welcome"))["you"]["name"] == "kela1"


async def test_a_place_comes_in_with_its_own(real: Town) -> None:
    door = Door(real)
    token = await door.token(SubjectKind.PLACE, "lavia")
    page = await door.arrive("terminal", {PLACE: token})
    assert (await page.of_type("welcome"))["you"]["place"] == "lavia"


async def test_a_customer_screen_needs_no_cookie_of_the_clerk(real: Town) -> None:
    door = Door(real)
    token = await door.token(SubjectKind.PLACE, "tiski-1")
    page = await door.arrive("customer_screen", {PLACE: token})
    assert (await page.of_type("welcome"))["you"]["place"] == "tiski-1"


async def test_nobody_is_whom_a_hello_says(real: Town) -> None:
    door = Door(real)
    for kind in ("terminal", "expert", "desk", "customer_screen"):
        assert await turned_away(await door.arrive(kind, {}, claim="kela1", desk="1")) == "not_signed_in"
    token = await door.token(SubjectKind.PERSON, "kela1")
    page = await door.arrive("expert", {STAFF: token}, claim="kela2")
    assert (await page.of_type("welcome"))["you"]["name"] == "kela1"


async def test_a_token_that_is_nobody_s_is_refused(real: Town) -> None:
    assert await turned_away(await Door(real).arrive("expert", {STAFF: "x" * 43})) == "not_signed_in"


async def test_an_expired_session_is_told_that_it_is(real: Town) -> None:
    door = Door(real)
    token = await door.token(SubjectKind.PERSON, "kela1", now=1_000_000.0)
    assert await turned_away(await door.arrive("expert", {STAFF: token})) == "session_expired"


async def test_each_cookie_opens_its_own_door_alone(real: Town) -> None:
    door = Door(real)
    person = await door.token(SubjectKind.PERSON, "kela1")
    place = await door.token(SubjectKind.PLACE, "lavia")
    assert await turned_away(await door.arrive("terminal", {PLACE: person})) == "not_signed_in"
    assert await turned_away(await door.arrive("expert", {STAFF: place})) == "not_signed_in"
    assert await turned_away(await door.arrive("terminal", {STAFF: person})) == "not_signed_in"
    assert await turned_away(await door.arrive("expert", {"etaluukku": person})) == "not_signed_in"


async def test_an_expert_gets_no_desk_and_a_desk_is_no_terminal(real: Town) -> None:
    door = Door(real)
    person = await door.token(SubjectKind.PERSON, "kela1")
    place = await door.token(SubjectKind.PLACE, "tiski-1")
    assert await turned_away(await door.arrive("desk", {STAFF: person})) == "not_allowed"
    assert await turned_away(await door.arrive("terminal", {PLACE: place})) == "not_allowed"


async def test_the_demo_turns_away_who_says_nobody(demo: Town) -> None:
    for kind in ("terminal", "expert", "desk"):
        page = await demo.stranger()
        await page.say(**hello(kind))
        assert await turned_away(page) == "not_signed_in"


# --- the first message ----------------------------------------------------------------------------------------------


async def test_something_else_than_a_hello_first_is_refused(demo: Town) -> None:
    page = await demo.stranger()
    await page.say(type="ping", n=1)
    assert await page.refusal() == "hello_first"
    assert await page.closed() == 1008


@pytest.mark.parametrize(
    ("kind", "code"),
    [("terminal", "place_unknown"), ("expert", "person_unknown"), ("desk", "person_unknown")],
)
async def test_nobody_of_that_name_is_told_so(demo: Town, kind: str, code: str) -> None:
    page = await demo.stranger()
    await page.say(**hello(kind, claim="nobody"))
    assert await turned_away(page) == code


async def test_an_unknown_version_is_told_so(demo: Town) -> None:
    page = await demo.stranger()
    await page.say(type="hello", protocol=2, in_new_words=True)
    assert await turned_away(page) == "protocol_unknown"


async def test_a_page_that_says_nothing_is_hung_up_on(demo: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(websocket, "HELLO_WITHIN", 0.1)
    page = await demo.stranger()
    assert await page.refusal() == "hello_first"
    assert await page.closed() == 1008


async def test_the_same_page_on_a_new_socket_takes_the_old_one_s_place(demo: Town) -> None:
    first = await demo.page("terminal", "lavia")
    second = await demo.page("terminal", "lavia", page=first.page)
    assert await first.closed() == 1000
    assert await second.alive()


async def test_another_page_takes_the_seat_and_the_older_one_is_told(demo: Town) -> None:
    first = await demo.page("terminal", "lavia")
    second = await demo.page("terminal", "lavia")
    assert (await first.of_type("taken_over"))["sentence"].endswith(".")
    assert await second.alive()
