"""Debian's PostgreSQL for these tests: a cluster of their own, on a socket in a folder of their own."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import psycopg

DEBIANS = Path("/usr/lib/postgresql")


def _programs() -> Path:
    """Where initdb and pg_ctl are: of the newest version that is installed."""
    versions = sorted((int(folder.name), folder) for folder in DEBIANS.iterdir() if folder.name.isdigit())
    return versions[-1][1] / "bin"


class Postgres:
    """A server that is running. It refuses to be root's, so root starts it as Debian's user for it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._data = folder / "data"
        self._programs = _programs()
        self._count = 0
        locale = ("-E", "UTF8", "--locale=C.UTF-8")
        _run([self._programs / "initdb", "-D", self._data, "-U", "postgres", "-A", "trust", *locale])

    def start(self) -> None:
        """With what a city's server has: every commit is flushed."""
        options = f"-k {self._folder} -c listen_addresses= -c max_connections=50 -c shared_buffers=32MB"
        self._control("-w", "-l", self._folder / "log", "-o", options, "start")

    def crash(self) -> None:
        """Every process of it is ended at once, and nothing is tidied up."""
        self._control("-w", "-m", "immediate", "stop")

    def fresh(self) -> str:
        """The URL of a store that is not there yet: an empty schema, which is made sooner than a database."""
        self._count += 1
        name = f"store{self._count}"
        with psycopg.connect(self._url("public"), autocommit=True) as connection:
            connection.execute(f"CREATE SCHEMA {name}".encode())
        return self._url(name)

    def _url(self, schema: str) -> str:
        return f"postgresql://postgres@/postgres?host={self._folder}&options=-csearch_path%3D{schema}"

    def _control(self, *what: Path | str) -> None:
        _run([self._programs / "pg_ctl", "-D", self._data, *what])


@contextmanager
def running() -> Iterator[Postgres]:
    """A server, ended with the block."""
    folder = Path(tempfile.mkdtemp(prefix="pg"))  # a socket's path may be 107 bytes long: not pytest's folder
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres", "postgres")
        server = Postgres(folder)
        server.start()
        try:
            yield server
        finally:
            server.crash()
    finally:
        shutil.rmtree(folder)


def _run(command: Sequence[Path | str]) -> None:
    user = pwd.getpwnam("postgres") if os.geteuid() == 0 else None
    done = subprocess.run(
        [str(part) for part in command],
        user=user and user.pw_uid,
        group=user and user.pw_gid,
        extra_groups=[] if user else None,
        cwd="/",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
