"""An answer over lines on which any two of the resident, the expert and the server are 200 ms apart, there and back.

Beside it two bare pages in the same browsers, over the same lines: they exchange offer, answer and candidates through a bare relay on the server's
host when one of them is told to, with their cameras already on. *Sound* and *picture* are the first to come in at the later of the two ends, after the
press of **Vastaa**; *heard* has the browser's jitter buffer in it.
"""

from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

from playwright.async_api import async_playwright

from tests.bench.answer import Limits, measure
from tests.bench.bare import bare_relay
from tests.bench.result import Figure, shown, worst
from tests.browser.person import CHROMIUM, People
from tests.browser.server import Server
from tests.wan.net import End, net
from tests.wan.way import Way

PAIRS = 20
LIMITS = Limits(sound=0.45, picture=0.6)
AWAY = Way(delay=0.05)
LINE = End(out=AWAY, home=AWAY)


async def run(folder: Path, pairs: int = PAIRS) -> Sequence[Figure]:
    server = Server(folder)
    await server.start()
    try:
        async with bare_relay() as relay, async_playwright() as playwright:
            port = urlsplit(relay).port
            assert port is not None
            async with net(server.port, port, lavia=LINE, town=LINE, server=LINE) as lines:
                people = People(playwright, folder)
                try:
                    people.chromium = lines.program("lavia", CHROMIUM, folder)
                    lavia = await people.browser(0)
                    people.chromium = lines.program("town", CHROMIUM, folder)
                    town = await people.browser(0)
                    measured = await measure(server, people, relay, (lavia, town), pairs)
                finally:
                    await people.leave()
    finally:
        await server.stop()
    return [
        *measured.judged(LIMITS),
        *(
            worst(
                f"answer: {what}, the worst pair",
                [
                    mine / beside
                    for mine, beside in zip(measured.ours[what], measured.bare[what], strict=True)
                ],
                limit,
                "×",
            )
            for what, limit in LIMITS._asdict().items()
        ),
        shown("answer: view at both", measured.view),
        shown("answer: the log's share", measured.log),
        shown("answer: sound heard", measured.ours["heard"], beside=measured.bare["heard"]),
    ]
