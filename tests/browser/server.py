"""The real program as a process of its own: started, killed and started again on the same port and store."""

import asyncio
import json
import os
import signal
import socket
import sqlite3
import sys
from asyncio.subprocess import DEVNULL, Process
from pathlib import Path

import aiohttp

from signaling.cli import main


def free_port() -> int:
    """A port of loopback that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Server:
    """`etaluukku demo` on a free port with a store of its own. `settings` go into its environment: `ring_seconds=1`."""

    def __init__(self, folder: Path, **settings: float | str) -> None:
        self.port = free_port()
        self._settings = {f"ETALUUKKU_{name.upper()}": str(value) for name, value in settings.items()}
        self.store = folder / "pori.sqlite"
        self._log = folder / "server.log"
        self._process: Process | None = None

    @property
    def address(self) -> str:
        return f"http://localhost:{self.port}"

    def arguments(self) -> tuple[str, ...]:
        """What the program is told."""
        return ("demo", "--port", str(self.port), "--store", f"sqlite:///{self.store}")

    async def start(self) -> None:
        """Returns when `/health` answers. Raises RuntimeError with the program's output when it ends instead."""
        with self._log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "signaling",
                *self.arguments(),
                stdin=DEVNULL,
                stdout=log,
                stderr=log,
                env={**os.environ, **self._settings, "PYTHONUNBUFFERED": "1"},
            )
        async with aiohttp.ClientSession() as client:
            while True:
                if self._process.returncode is not None:
                    raise RuntimeError(self.output())
                try:
                    async with client.get(f"{self.address}/health") as answer:
                        if answer.status == 200:
                            return
                except aiohttp.ClientConnectionError:
                    pass
                await asyncio.sleep(0.05)

    async def kill(self) -> None:
        """`kill -9`."""
        await self._end(signal.SIGKILL)

    async def stop(self) -> None:
        """SIGTERM, and SIGKILL when it has not ended 10 s later."""
        try:
            async with asyncio.timeout(10):
                await self._end(signal.SIGTERM)
        except TimeoutError:
            await self._end(signal.SIGKILL)

    def pause(self) -> None:
        """It does nothing until `go_on`; what it is sent waits for it in the system."""
        self._tell(signal.SIGSTOP)

    def go_on(self) -> None:
        self._tell(signal.SIGCONT)

    def _tell(self, what: signal.Signals) -> None:
        assert self._process is not None
        self._process.send_signal(what)

    async def _end(self, how: signal.Signals) -> None:
        if self._process is not None and self._process.returncode is None:
            self._process.send_signal(how)
            await self._process.wait()

    def output(self) -> str:
        return self._log.read_text(errors="replace")

    def events(self) -> list[tuple[str, str]]:
        """(stream, type) of every event in the log, in the order of their times."""
        with sqlite3.connect(f"file:{self.store}?mode=ro", uri=True) as store:
            return list(store.execute("SELECT stream, type FROM event ORDER BY at, stream, number"))

    def event_data(self, kind: str) -> list[str]:
        """The JSON of every event of one type."""
        with sqlite3.connect(f"file:{self.store}?mode=ro", uri=True) as store:
            return [
                row[0]
                for row in store.execute(
                    "SELECT data FROM event WHERE type = ? ORDER BY at, stream, number", (kind,)
                )
            ]

    def manage(self, *command: str) -> None:
        """What an administrator does to the store with `etaluukku`."""
        assert main([*command, "--store", f"sqlite:///{self.store}"]) == 0

    def change_service(self, service: str, **values: object) -> None:
        """What an administrator would change in the catalogue, while the program is stopped."""
        with sqlite3.connect(self.store) as store:
            (data,) = store.execute(
                "SELECT data FROM city WHERE kind = 'service' AND id = ?", (service,)
            ).fetchone()
            store.execute(
                "UPDATE city SET data = ? WHERE kind = 'service' AND id = ?",
                (json.dumps({**json.loads(data), **values}), service),
            )
