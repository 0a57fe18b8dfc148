"""Visits through their whole lives, by pages that do what a page must: they report what they show, say what their links say, and return."""

import asyncio
import random
from collections.abc import Callable, Sequence
from typing import Any

from tests.bench.page import Page, View
from tests.bench.talk import SDP, candidate, signal
from tests.bench.town import SERVICES, Person, Town

SHOWN_WITHIN = 20.0


class Living(Page):
    """It reports every view that it shows, and can be waited for. `anybody` is set whenever one of them shows another."""

    def __init__(self, person: Person, anybody: asyncio.Event) -> None:
        super().__init__(person)
        self.on_view = self._show
        self.anybody = anybody
        self._seen = asyncio.Event()

    def _show(self, view: View | None) -> None:
        if view is not None and "version" in view:
            self.say(type="applied", visit=view["visit"], version=view["version"])
        self._seen.set()
        self.anybody.set()

    def say(self, **message: Any) -> None:
        """While its line is broken nothing."""
        if not self._line.closed.is_set():
            super().say(**message)

    async def until(self, audience: str | None, found: Callable[[View], bool] = bool) -> View:
        """The view, once it is for this audience and found good; None: once there is none."""
        async with asyncio.timeout(SHOWN_WITHIN):
            while True:
                shown = self.shown
                if shown is None:
                    if audience is None:
                        return {}
                elif shown["audience"] == audience and found(shown):
                    return shown
                self._seen.clear()
                await self._seen.wait()

    async def no_longer(self, audience: str) -> View | None:
        """The view, once it is for another audience."""
        async with asyncio.timeout(SHOWN_WITHIN):
            while (shown := self.shown) is not None and shown["audience"] == audience:
                self._seen.clear()
                await self._seen.wait()
            return shown

    async def line_breaks(self, town: Town) -> None:
        """And is there again: the same page, another socket."""
        await self.close()
        self._welcomed = asyncio.get_running_loop().create_future()
        await self.open(town)


class Life:
    """One visit. `experts` are all who may be rung; each of its kinds is a method."""

    def __init__(
        self, town: Town, terminal: Living, experts: Sequence[Living], chance: random.Random, pace: float
    ) -> None:
        self._anybody = terminal.anybody
        self._town = town
        self._terminal = terminal
        self._experts = experts
        self._chance = chance
        self._pace = pace
        self._visit = ""

    async def live(self, kind: str) -> None:
        """From **Soita** to the wiped screen."""
        first = self._terminal.person.service
        await self._terminal.command("call", service=first, language="fi")
        self._visit = (await self._terminal.until("waiting"))["visit"]
        expert = await self._answered()
        await getattr(self, kind)(expert)
        await self._terminal.command("finish", visit=self._visit, score=self._chance.randint(1, 5), words="")
        await self._terminal.command("wiped", visit=self._visit)
        await self._terminal.until(None)

    # --- kinds of lives ---------------------------------------------------------------------------------------------

    async def plain(self, expert: Living) -> None:
        await self._talk(expert)
        await self._ended(expert)

    async def held(self, expert: Living) -> None:
        await expert.command("begin_hold", visit=self._visit)
        await self._rest()
        await expert.command("end_hold", visit=self._visit)
        await self._talk(expert)
        await self._ended(expert)

    async def asked_first(self, expert: Living) -> None:
        await expert.command(
            "ask_first", visit=self._visit, person=None, service=self._another(expert), interpreter=False
        )
        asked = await self._answered()
        await self._rest()
        await expert.command("bring_in", visit=self._visit, person=(await asked.until("staff"))["you"])
        await self._talk(asked)
        await asked.command("leave", visit=self._visit)
        await self._owed(asked)
        await self._ended(expert)

    async def asked_and_thanked(self, expert: Living) -> None:
        await expert.command(
            "ask_first", visit=self._visit, person=None, service=self._another(expert), interpreter=False
        )
        asked = await self._answered()
        await self._rest()
        await expert.command("release", visit=self._visit, person=(await asked.until("staff"))["you"])
        await self._owed(asked)
        await self._ended(expert)

    async def transferred(self, expert: Living) -> None:
        await expert.command(
            "transfer", visit=self._visit, service=self._another(expert), person=None, stay=False, note="", consent=False
        )  # fmt: skip
        other = await self._answered()
        await self._owed(expert)
        await self._talk(other)
        await self._ended(other)

    async def second_matter(self, expert: Living) -> None:
        await self._talk(expert)
        await self._ended(expert)
        await self._terminal.command(
            "second_matter", visit=self._visit, service=self._another(expert), language="sv"
        )
        other = await self._answered()
        await self._talk(other)
        await self._ended(other)

    async def both_lines_break(self, expert: Living) -> None:
        await self._talk(expert)
        await self._terminal.line_breaks(self._town)
        await expert.line_breaks(self._town)
        await expert.until("staff")
        await self._talk(expert)
        await self._ended(expert)

    # --- what they are made of --------------------------------------------------------------------------------------

    async def _answered(self) -> Living:
        """Whoever rings for this visit answers."""
        async with asyncio.timeout(SHOWN_WITHIN):
            while (rung := self._rung()) is None:
                self._anybody.clear()
                await self._anybody.wait()
        await rung.command("answer", visit=self._visit, offer=(rung.shown or {})["offer"])
        await rung.until("staff")
        await self._terminal.until("customer")
        await self._rest()
        return rung

    def _rung(self) -> Living | None:
        for expert in self._experts:
            shown = expert.shown
            if shown is not None and shown["audience"] == "rung" and shown["visit"] == self._visit:
                return expert
        return None

    async def _talk(self, expert: Living) -> None:
        """Descriptions and candidates both ways over the link between the two, and what they measured."""
        await expert.until("staff", lambda view: bool(view["links"]))
        shown = [
            {link["id"] for link in (page.shown or {}).get("links", ())} for page in (self._terminal, expert)
        ]
        for link in shown[0] & shown[1]:
            for page in (self._terminal, expert):
                page.write(_said(link))
                page.say(
                    type="quality", visit=self._visit,
                    links=[{
                        "link": link, "attempt": 0, "received": True, "sound_packets": 250, "sound_lost": 1,
                        "concealed_samples": 960, "total_samples": 240_000, "freezes": 0, "frames": 150, "rtt_ms": 12.5,
                        "relayed": False,
                    }],
                )  # fmt: skip
        await self._rest()

    async def _ended(self, expert: Living) -> None:
        await expert.command("end_visit", visit=self._visit)
        await self._terminal.until("after")
        await self._owed(expert)

    async def _owed(self, expert: Living) -> None:
        """The one tap, if it is asked for."""
        shown = await expert.no_longer("staff")
        if shown is not None and shown["audience"] == "wrap_up" and shown["owes_outcome"]:
            await expert.command(
                "give_outcome",
                visit=self._visit,
                matter=shown["matter"],
                outcome=self._chance.choice(OUTCOMES),
            )

    def _another(self, expert: Living) -> str:
        return self._chance.choice([service for service, _ in SERVICES if service != expert.person.service])

    async def _rest(self) -> None:
        await asyncio.sleep(self._chance.random() * self._pace)


def _said(link: str) -> bytes:
    """What a page says while a link comes up."""
    described = signal(link, 0, {"kind": "description", "sdp_type": "offer", "sdp": SDP})
    return described + b"".join(signal(link, 0, candidate(str(number))) for number in range(10))


OUTCOMES = ("solved", "booked")
KINDS = (
    "plain",
    "held",
    "asked_first",
    "asked_and_thanked",
    "transferred",
    "second_matter",
    "both_lines_break",
)
