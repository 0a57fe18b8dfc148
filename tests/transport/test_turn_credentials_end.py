"""ICE servers: none unless configured; TURN credentials as coturn checks them, and new ones before they end."""

import base64
import hashlib
import hmac
from pathlib import Path

import pytest

from signaling import settings as reading
from signaling.settings import SettingsError
from signaling.transport.ice import IceServers
from tests.transport.live import Town, settings_for, town

SECRET = b"a secret of sixteen bytes and more"
URLS = ("turns:turn.example:443?transport=tcp",)


def test_the_password_is_the_hmac_of_the_name_and_the_name_says_when_it_ends() -> None:
    (server,) = IceServers(URLS, SECRET, valid_for=3600.0).servers("page", now=1_000_000.4)
    assert (server.urls, server.username) == (URLS, "1003600:page")
    expected = base64.b64encode(hmac.new(SECRET, b"1003600:page", hashlib.sha1).digest()).decode()
    assert server.credential == expected


def test_without_turn_servers_there_are_none_and_nothing_to_renew() -> None:
    assert IceServers().servers("page", now=0.0) == ()
    assert IceServers().renew_every is None


async def test_a_page_is_told_none_by_default(demo: Town) -> None:
    page = await demo.page("terminal", "lavia")
    assert page.received[0]["ice_servers"] == []


async def test_every_page_has_credentials_of_its_own_and_gets_new_ones_in_time(folder: Path) -> None:
    secret = folder / "turn-secret"
    secret.write_bytes(SECRET + b"\n")
    configured = settings_for(folder, turn_urls=URLS, turn_secret_file=str(secret), turn_minutes=0.4 / 60)
    async with town(configured) as running:
        first = await running.page("terminal", "lavia")
        second = await running.page("terminal", "ahlainen")
        names = []
        for page in (first, second):
            (server,) = page.received[0]["ice_servers"]
            digest = hmac.new(SECRET, server["username"].encode(), hashlib.sha1).digest()
            assert server["credential"] == base64.b64encode(digest).decode()
            assert "lavia" not in server["username"]
            names.append(server["username"])
            (newer,) = (await page.of_type("ice_servers"))["servers"]
            names.append(newer["username"])
        assert len(set(names)) == 4


async def test_a_secret_that_is_missing_or_short_stops_the_start(folder: Path) -> None:
    (folder / "short").write_bytes(b"short")
    for name in ("short", "missing"):
        configured = settings_for(folder, turn_urls=URLS, turn_secret_file=str(folder / name))
        with pytest.raises((SettingsError, ExceptionGroup)):
            async with town(configured):
                pass


def test_a_name_alone_is_looked_up_among_the_service_s_credentials(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "etaluukku_turn").write_bytes(SECRET)
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))
    assert reading.secret("turn") == SECRET
