"""One frozen object, from a file and the environment; whatever is wrong is one sentence with advice."""

import re
from pathlib import Path

import msgspec
import pytest

from signaling.protocol.generate import ROOT
from signaling.settings import Settings, SettingsError, described, read
from signaling.visit.limits import DEFAULT_LIMITS, VisitLimits


def read_text(folder: Path, text: str, **environment: str) -> Settings:
    file = folder / "settings.toml"
    file.write_text(text, "utf-8")
    return read(file, environment)


def wrong(folder: Path, text: str, **environment: str) -> str:
    with pytest.raises(SettingsError) as refusal:
        read_text(folder, text, **environment)
    said = str(refusal.value)
    assert said.endswith((".", "?"))
    return said


def test_every_setting_is_in_the_docs_as_it_is() -> None:
    page = (ROOT / "docs" / "settings.md").read_text("utf-8")
    rows = {
        match[1]: match[0]
        for match in re.finditer(r"^\| `(\w+)` \| `(\w+)` \| `(.*?)` \| (.*) \|$", page, flags=re.MULTILINE)
    }
    assert list(rows) == [setting.name for setting in described()]
    for setting in described():
        assert rows[setting.name] == (
            f"| `{setting.name}` | `{setting.environment}` | `{setting.default}` | {setting.help} |"
        )


def test_without_a_file_everything_has_its_default() -> None:
    assert read(None, {}) == Settings()


def test_the_visit_s_times_are_those_of_its_own_file() -> None:
    assert Settings().visit_limits == DEFAULT_LIMITS


def test_every_time_of_the_visit_can_be_set() -> None:
    times = [
        name
        for name in Settings.__struct_fields__
        if name.endswith("_seconds") and name not in {"drain_seconds", "start_quiet_seconds"}
    ]
    changed = msgspec.convert(dict.fromkeys(times, 7.0), Settings)
    assert changed.visit_limits == VisitLimits(**dict.fromkeys(VisitLimits.__struct_fields__, 7.0))


def test_the_environment_goes_before_the_file(tmp_path: Path) -> None:
    settings = read_text(
        tmp_path,
        'port = 1\nring_seconds = 20\norigins = ["https://a.example"]',
        ETALUUKKU_PORT="2",
        ETALUUKKU_ORIGINS="https://b.example, https://c.example",
        ETALUUKKU_BEHIND_PROXY="true",
        PATH="/bin",
    )
    assert (settings.port, settings.ring_seconds, settings.behind_proxy) == (2, 20.0, True)
    assert settings.origins == ("https://b.example", "https://c.example")


def test_settings_are_frozen() -> None:
    with pytest.raises(AttributeError):
        Settings().port = 1  # type: ignore[misc]


def test_pages_on_https_are_secure_and_on_http_are_not() -> None:
    assert Settings(origins=("https://a.example",)).secure
    assert not Settings(origins=("http://localhost:8080",)).secure
    assert not Settings().secure


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("rng_seconds = 3", "a setting 'rng_seconds', which there is not. Did you mean 'ring_seconds'?"),
        ("[turn]\nurls = []", "a setting 'turn', which there is not"),
        ("xyzzy = 1", "a setting 'xyzzy', which there is not. See docs/settings.md."),
        ('port = "8080"', "port: expected `int`, got `str`"),
        ("port = 65536", "port: expected `int` <= 65535"),
        ("ring_seconds = 0", "ring_seconds: expected `float` > 0"),
        ("ring_seconds = nan", "ring_seconds"),
        ("drain_seconds = -1", "drain_seconds: expected `float` >= 0"),
        ('origins = ["https://a.example", 5]', "origins[1]: expected `str`, got `int`"),
        ('origins = "https://a.example"', "origins: expected `array`, got `str`"),
        ('origins = ["https://a.example/"]', "The origin 'https://a.example/' is not one"),
        ('origins = ["a.example"]', "The origin 'a.example' is not one"),
        ('origins = ["https://A.example"]', "The origin 'https://A.example' is not one"),
        ('origins = ["https://a.example:443"]', "The origin 'https://a.example:443' is not one"),
        ('origins = ["https://a.example", "http://b.example"]', "partly http and partly https"),
        ('turn_urls = ["turn:a.example"]', "turn_urls needs turn_secret_file"),
        ('turn_secret_file = "s"\nturn_urls = ["https://a.example"]', "no address of a TURN server"),
        (
            'turn_secret_file = "s"\nturn_urls = ["turns:a.example?transport=udp"]',
            "no address of a TURN server",
        ),
        ('turn_secret_file = "s"\nturn_urls = ["turn:a.example:3478/udp"]', "no address of a TURN server"),
        ("port = = 1", "is not TOML"),
    ],
)
def test_what_is_wrong_is_said(tmp_path: Path, text: str, said: str) -> None:
    assert said in wrong(tmp_path, text)


def test_what_is_wrong_in_the_environment_is_said(tmp_path: Path) -> None:
    assert "ETALUUKKU_PORT is wrong: expected `int`, got `str`." in wrong(tmp_path, "", ETALUUKKU_PORT="x")
    advice = "a setting 'ETALUUKKU_PROT', which there is not. Did you mean 'ETALUUKKU_PORT'?"
    assert advice in wrong(tmp_path, "", ETALUUKKU_PROT="1")


def test_a_file_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot be read from"):
        read(tmp_path / "nowhere.toml", {})


def test_every_setting_has_a_default_and_help_with_an_end() -> None:
    for setting in described():
        assert setting.help.endswith("."), setting.name
    assert all(not field.required for field in msgspec.structs.fields(Settings))
