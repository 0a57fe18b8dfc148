"""People sign in with a name and a password, first by a one-time link; places by a link alone. GET changes nothing."""

import asyncio
import sqlite3
import time
from collections.abc import AsyncIterator
from contextlib import closing
from functools import partial
from http.cookies import Morsel, SimpleCookie
from pathlib import Path

import aiohttp
import pytest
from argon2 import PasswordHasher

from signaling.service.ports import SubjectKind
from signaling.store import passwords
from signaling.store.database import Database
from signaling.store.directory import EntryKind
from signaling.store.sessions import Sessions
from signaling.transport import sign_in
from tests.transport.live import Town, settings_for, town
from tests.transport.page import Page, hello

ORIGIN = "https://luukku.example"
STAFF, PLACE = "__Host-etaluukku", "__Host-etaluukku-place"
PASSWORD = "hauki on kala"
CHEAP = partial(
    PasswordHasher, time_cost=1, memory_cost=64, parallelism=1
)  # what a hash costs is tested with the store
OWN = {"Origin": ORIGIN}


@pytest.fixture
async def real(folder: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Town]:
    monkeypatch.setattr(sign_in, "FAILURE_TAKES", 0.05)
    monkeypatch.setattr(passwords, "PasswordHasher", CHEAP)
    async with town(settings_for(folder, origins=(ORIGIN,)), demo=False) as running:
        yield running


def invitation(real: Town, kind: SubjectKind, subject: str, *, now: float | None = None) -> str:
    """The path of a one-time link."""
    database = Database(real.settings.store)
    try:
        return "/sign-in/" + Sessions(database).invite(kind, subject, now or time.time())
    finally:
        database.close()


async def post(
    real: Town, path: str, *, headers: dict[str, str] | None = None, **form: str
) -> aiohttp.ClientResponse:
    return await real.client.post(
        real.url(path), data=form, headers=OWN if headers is None else headers, allow_redirects=False
    )


async def get(real: Town, path: str, cookie: str = "") -> aiohttp.ClientResponse:
    headers = {"Cookie": cookie} if cookie else {}
    return await real.client.get(real.url(path), headers=headers, allow_redirects=False)


def given(answer: aiohttp.ClientResponse, name: str) -> "Morsel[str]":
    """The cookie of this name that the answer sets."""
    cookies: SimpleCookie = SimpleCookie()
    for header in answer.headers.getall("Set-Cookie"):
        cookies.load(header)
    return cookies[name]


async def with_password(real: Town, account: str) -> str:
    """Give the account its password by its link; returns the cookie of its session."""
    answer = await post(
        real, invitation(real, SubjectKind.PERSON, account), password=PASSWORD, again=PASSWORD
    )
    assert answer.status == 303
    return f"{STAFF}={given(answer, STAFF).value}"


async def arrive(real: Town, kind: str, cookie: str) -> Page:
    page = await real.stranger(headers={"Cookie": cookie})
    await page.say(**hello(kind))
    return page


def everything(real: Town) -> str:
    """Every row of every table."""
    with closing(sqlite3.connect(real.settings.store.removeprefix("sqlite:///"))) as store:
        return "\n".join(store.iterdump())


# --- a person -------------------------------------------------------------------------------------------------------


async def test_the_form_has_the_names_that_are_a_contract(real: Town) -> None:
    page = await (await get(real, "/sign-in")).text()
    for name in ("<span>Käyttäjätunnus</span>", "<span>Salasana</span>", ">Kirjaudu</button>"):
        assert name in page
    assert "<script" not in page
    assert " style=" not in page


async def test_a_person_s_link_lets_them_choose_a_password_and_signs_them_in(real: Town) -> None:
    link = invitation(real, SubjectKind.PERSON, "kela1")
    form = await get(real, link)
    assert (form.status, "kela1" in await form.text()) == (200, True)
    answer = await post(real, link, password=PASSWORD, again=PASSWORD)
    assert (answer.status, answer.headers["Location"]) == (303, "/expert")
    page = await arrive(real, "expert", f"{STAFF}={given(answer, STAFF).value}")
    assert (await page.of_type("welcome"))["you"]["name"] == "kela1"


async def test_the_session_cookie_is_this_host_s_alone_and_no_script_s(real: Town) -> None:
    answer = await post(
        real, invitation(real, SubjectKind.PERSON, "kela1"), password=PASSWORD, again=PASSWORD
    )
    cookie = given(answer, STAFF)
    assert (cookie["path"], cookie["domain"], cookie["samesite"]) == ("/", "", "Strict")
    assert cookie["httponly"] is True
    assert cookie["secure"] is True
    assert cookie["max-age"] == str(12 * 3600)
    assert len(cookie.value) >= 22  # 128 bits and more


async def test_on_plain_loopback_the_cookie_has_a_plain_name(folder: Path) -> None:
    async with town(settings_for(folder, origins=("http://localhost:8080",)), demo=False) as plain:
        link = invitation(plain, SubjectKind.PLACE, "lavia")
        answer = await post(plain, link, headers={"Origin": "http://localhost:8080"})
        cookie = given(answer, "etaluukku-place")
        assert cookie["secure"] == ""
        assert cookie["httponly"] is True


async def test_a_name_and_its_password_sign_in(real: Town) -> None:
    await with_password(real, "asiakaspalvelu1")
    answer = await post(real, "/sign-in", username=" Asiakaspalvelu1 ", password=PASSWORD)
    assert (answer.status, answer.headers["Location"]) == (303, "/desk")
    cookie = f"{STAFF}={given(answer, STAFF).value}"
    assert (await get(real, "/desk", cookie)).status == 200
    page = await arrive(real, "desk", cookie)
    assert (await page.of_type("welcome"))["you"]["name"] == "asiakaspalvelu1"


async def test_a_wrong_password_and_an_unknown_name_are_told_alike(real: Town) -> None:
    await with_password(real, "kela1")
    told = []
    for username, password in (
        ("kela1", "väärä salasana"),
        ("kela2", PASSWORD),
        ("nobody", PASSWORD),
        ("", ""),
    ):
        answer = await post(real, "/sign-in", username=username, password=password)
        assert answer.status == 403
        assert "Set-Cookie" not in answer.headers
        told.append((await answer.text()).replace(f'value="{username}"', ""))
    assert len(set(told)) == 1
    assert "Käyttäjätunnus tai salasana on väärä." in told[0]


async def test_somebody_who_works_here_no_longer_cannot_sign_in(real: Town) -> None:
    await with_password(real, "kela1")
    await asyncio.to_thread(real.server.directory.remove, EntryKind.ACCOUNT, "kela1")
    assert (await post(real, "/sign-in", username="kela1", password=PASSWORD)).status == 403


async def test_what_was_typed_is_text_on_the_page(real: Town) -> None:
    answer = await post(real, "/sign-in", username='"><script>alert(1)</script>', password="x")
    assert "<script" not in await answer.text()


async def test_guessing_ends_after_ten_tries_even_with_the_right_one(real: Town) -> None:
    await with_password(real, "kela1")
    tries = [post(real, "/sign-in", username="kela1", password=f"arvaus numero {n}") for n in range(10)]
    assert [answer.status for answer in await asyncio.gather(*tries)] == [403] * 10
    answer = await post(real, "/sign-in", username="kela1", password=PASSWORD)
    assert answer.status == 429
    assert 0 < int(answer.headers["Retry-After"]) <= 901
    assert "Liian monta yritystä." in await answer.text()
    await with_password(real, "kela2")
    assert (await post(real, "/sign-in", username="kela2", password=PASSWORD)).status == 303


async def test_a_failed_try_takes_a_while(real: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sign_in, "FAILURE_TAKES", 0.4)
    began = time.monotonic()
    await post(real, "/sign-in", username="kela1", password="arvaus")
    assert time.monotonic() - began >= 0.39


async def test_signing_out_ends_the_session_and_closes_its_pages_at_once(real: Town) -> None:
    cookie = await with_password(real, "kela1")
    page = await arrive(real, "expert", cookie)
    await page.of_type("welcome")
    answer = await post(real, "/sign-out", headers={**OWN, "Cookie": cookie})
    assert (answer.status, answer.headers["Location"]) == (303, "/sign-in")
    assert answer.headers["Clear-Site-Data"] == '"storage"'
    assert given(answer, STAFF).value == ""
    assert (await page.of_type("closing"))["code"] == "not_signed_in"
    assert await page.closed() == 1008
    again = await arrive(real, "expert", cookie)
    assert (await again.of_type("closing"))["code"] == "not_signed_in"


async def test_a_new_password_ends_older_sessions(real: Town) -> None:
    old = await with_password(real, "kela1")
    new = await with_password(real, "kela1")
    assert (await get(real, "/expert", old)).status == 303
    assert (await get(real, "/expert", new)).status == 200


@pytest.mark.parametrize(
    ("password", "again"), [("short", "short"), ("a" * 12, "b" * 12), ("a" * 257, "a" * 257), ("", "")]
)
async def test_a_password_that_cannot_be_set_leaves_the_link_as_it_was(
    real: Town, password: str, again: str
) -> None:
    link = invitation(real, SubjectKind.PERSON, "kela1")
    answer = await post(real, link, password=password, again=again)
    assert (answer.status, "vähintään 12 merkkiä" in await answer.text()) == (400, True)
    assert (await post(real, link, password=PASSWORD, again=PASSWORD)).status == 303


# --- links ----------------------------------------------------------------------------------------------------------


async def test_a_place_s_link_makes_a_device_that_place(real: Town) -> None:
    for place, first, kind in (
        ("lavia", "/terminal", "terminal"),
        ("tiski-1", "/desk/customer", "customer_screen"),
    ):
        link = invitation(real, SubjectKind.PLACE, place)
        assert ">Ota käyttöön</button>" in await (await get(real, link)).text()
        answer = await post(real, link)
        assert (answer.status, answer.headers["Location"]) == (303, first)
        cookie = f"{PLACE}={given(answer, PLACE).value}"
        assert (await get(real, first, cookie)).status == 200
        page = await arrive(real, kind, cookie)
        assert (await page.of_type("welcome"))["you"]["place"] == place


async def test_a_link_works_once_even_when_two_use_it_at_once(real: Town) -> None:
    link = invitation(real, SubjectKind.PLACE, "lavia")
    answers = await asyncio.gather(*(post(real, link) for _ in range(5)))
    assert sorted(answer.status for answer in answers) == [303, 410, 410, 410, 410]
    assert "Linkki on jo käytetty tai vanhentunut." in await (await get(real, link)).text()


async def test_an_old_link_an_unknown_one_and_a_replaced_one_are_over(real: Town) -> None:
    old = invitation(real, SubjectKind.PLACE, "lavia", now=1_000_000.0)
    replaced = invitation(real, SubjectKind.PERSON, "kela1")
    invitation(real, SubjectKind.PERSON, "kela1")
    for link in (old, replaced, "/sign-in/" + "x" * 43):
        assert (await get(real, link)).status == 410
        assert (await post(real, link, password=PASSWORD, again=PASSWORD)).status == 410


# --- forms of others, and GET ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "headers",
    [
        {}, {"Origin": "null"}, {"Origin": "https://evil.example"}, {"Origin": "http://luukku.example"},
        {**OWN, "Sec-Fetch-Site": "cross-site"}, {**OWN, "Sec-Fetch-Site": "same-site"}, {**OWN, "Sec-Fetch-Site": "none"},
    ],
)  # fmt: skip
async def test_a_form_of_another_site_does_nothing(real: Town, headers: dict[str, str]) -> None:
    cookie = await with_password(real, "kela1")
    link = invitation(real, SubjectKind.PLACE, "lavia")
    before = everything(real)
    for path, form in (
        ("/sign-in", {"username": "kela1", "password": PASSWORD}),
        (link, {}),
        ("/sign-out", {}),
    ):
        answer = await post(real, path, headers={**headers, "Cookie": cookie}, **form)
        assert (answer.status, (await answer.json())["code"]) == (403, "bad_origin")
        assert "Set-Cookie" not in answer.headers
    assert everything(real) == before
    assert (await get(real, "/expert", cookie)).status == 200


async def test_whoever_sends_a_form_in_a_browser_is_refused_with_a_page(real: Town) -> None:
    html = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
    for headers, form, status, said in (
        ({"Origin": "null"}, {}, 403, "Yhteys ei tule tämän palvelun sivulta."),
        (OWN, {"password": "x" * 70_000}, 413, "Viesti on liian suuri."),
    ):
        answer = await post(real, "/sign-in", headers={**html, **headers}, **form)
        assert (answer.status, answer.content_type) == (status, "text/html")
        assert f"<h1>{said}</h1>" in await answer.text()


async def test_only_a_form_is_a_form(real: Town) -> None:
    upload = aiohttp.FormData()
    upload.add_field("username", b"kela1", filename="name.txt")
    for body in (upload, {"json": "yes"}):
        kind = {"data": body} if body is upload else {"json": body}
        answer = await real.client.post(real.url("/sign-in"), headers=OWN, **kind)
        assert (answer.status, (await answer.json())["code"]) == (415, "invalid_message")


async def test_a_form_has_a_bound(real: Town) -> None:
    answer = await post(real, "/sign-in", username="kela1", password="x" * 70_000)
    assert (answer.status, (await answer.json())["code"]) == (413, "too_large")


async def test_get_changes_nothing(real: Town) -> None:
    cookie = f"{await with_password(real, 'kela1')}; {PLACE}=x"
    link = invitation(real, SubjectKind.PLACE, "lavia")
    before = everything(real)
    for path in (
        "/", "/terminal", "/expert", "/desk", "/desk/customer", "/sign-in", link, "/health", "/metrics",
        "/build.json", "/sign-out", "/ws", "/nowhere",
    ):  # fmt: skip
        for method in ("GET", "HEAD"):
            await real.client.request(
                method, real.url(path), headers={"Cookie": cookie}, allow_redirects=False
            )
    assert everything(real) == before
    assert (await post(real, link)).status == 303


async def test_pages_are_shown_to_those_whose_they_are(real: Town) -> None:
    for path in ("/expert", "/desk"):
        answer = await get(real, path)
        assert (answer.status, answer.headers["Location"]) == (303, "/sign-in")
    for path in ("/terminal", "/desk/customer"):
        answer = await get(real, path)
        assert (answer.status, "Tätä laitetta ei ole otettu käyttöön." in await answer.text()) == (401, True)


async def test_the_demo_has_no_sign_in(demo: Town) -> None:
    assert (await demo.client.get(demo.url("/sign-in"))).status == 404
