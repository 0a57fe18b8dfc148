"""Journey (j): a resident and an expert without browsers, over the real server, with real media both ways."""

import json
from pathlib import Path

import av
import pytest

from endpoint.cli import ANSWERER, CALLER
from media.sources.clocked import tone_of
from media.sources.picture import write_picture
from media.sources.sound import TONES, write_tone
from tests.browser.server import Server
from tests.endpoint.program import Ran, pair


@pytest.fixture
async def talked(live_server: Server) -> tuple[Ran, Ran, Server]:
    calling, answering = await pair(
        live_server.address,
        ("--for", "6", "--rate", "5", "--type", "Hei Åba\bo!"),
        ("--type", "Päivää"),
    )
    return calling, answering, live_server


async def test_each_hears_the_others_tone_and_reads_the_others_mark(talked: tuple[Ran, Ran, Server]) -> None:
    calling, answering, server = talked
    for ran, other in ((calling, ANSWERER), (answering, CALLER)):
        assert ran.status == 0, ran.err
        assert ran.link["sound"]["tones"] == [tone_of(other)]
        assert list(ran.link["picture"]["marks"]) == [str(other)]
        assert ran.link["ungranted"] == 0
        assert ran.link["sound"]["seconds"] > 4
        assert ran.link["picture"]["pictures"] > 60
        assert ran.link["picture"]["size"] == [320, 240]
    _delays_are_told(calling)
    assert answering.link["text"] == "Hei Åbo!"
    assert calling.link["text"] == "Päivää"
    assert "ResourceWarning" not in calling.err + answering.err
    _the_log_tells_of_a_whole_visit(server)


def _delays_are_told(ran: Ran) -> None:
    """Generous: a busy machine delays, but a wrong reading would be off by seconds, or be missing."""
    assert 0 < ran.link["sound"]["age_ms"]["median"] < 1000
    assert 0 < ran.link["picture"]["age_ms"]["median"] < 1000
    assert abs(ran.link["lip_sync_ms"]) < 500
    assert 5 < ran.link["picture"]["per_second"] <= 21
    assert 0 <= ran.visit["first_sound_after_s"] < 5
    assert 0 <= ran.visit["first_picture_after_s"] < 5


def _the_log_tells_of_a_whole_visit(server: Server) -> None:
    kinds = [kind for stream, kind in server.events() if stream.startswith("visit:")]
    for kind in ("visit_opened", "matter_closed", "rated", "visit_ended", "wiped", "outcome_given"):
        assert kind in kinds, kinds
    assert json.loads(server.event_data("visit_ended")[0])["reason"] == "completed"


async def test_a_recording_is_played_to_the_other_end(live_server: Server, tmp_path: Path) -> None:
    film = _film(tmp_path, identity=3)
    _calling, answering = await pair(live_server.address, ("--for", "6", "--play", str(film)))
    assert answering.status == 0, answering.err
    assert answering.link["sound"]["tones"] == [TONES[3]]
    assert list(answering.link["picture"]["marks"]) == ["3"]
    assert answering.link["sound"]["age_ms"] is None, "a recording does not know what time it is"
    assert answering.link["lip_sync_ms"] is None


async def test_the_expert_may_end_it(live_server: Server) -> None:
    calling, answering = await pair(live_server.address, answerer=("--for", "3"))
    assert (calling.status, answering.status) == (0, 0), calling.err + answering.err
    assert answering.visit["ended_by"] == "rakennusvalvonta1"
    assert calling.visit["ended_by"] == "the other end"


def _film(folder: Path, identity: int) -> Path:
    """A file with a tone and marked pictures, shorter than the talk: it is played again from its beginning."""
    write_picture(folder / "picture.mjpeg", identity, seconds=2)
    write_tone(folder / "sound.wav", TONES[identity], seconds=2)
    film = folder / "film.mkv"
    with (
        av.open(str(film), "w") as made,
        av.open(str(folder / "picture.mjpeg")) as picture,
        av.open(str(folder / "sound.wav")) as sound,
    ):
        ways = [(made.add_stream_from_template(source.streams[0]), source) for source in (picture, sound)]
        for stream, source in ways:
            for packet in source.demux(source.streams[0]):
                if packet.dts is not None:
                    packet.stream = stream
                    made.mux(packet)
    return film
