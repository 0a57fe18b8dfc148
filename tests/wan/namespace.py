"""A network of its own (network_namespaces(7)), without a name: it is gone with the last process and descriptor in it."""

import ctypes
import fcntl
import os
import struct
import subprocess
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

CARD = "eth0"

_NEW_NETWORK = 0x40000000
_SET_INTERFACE = 0x400454CA
_TUN, _NO_EXTRA_HEADER = 0x0001, 0x1000
_libc = ctypes.CDLL(None, use_errno=True)

T = TypeVar("T")


def possible() -> bool:
    """Whether this process may make networks and lines between them."""
    return os.geteuid() == 0 and Path("/dev/net/tun").exists()


class Namespace:
    """Made with its loopback up. Raises OSError where it is not `possible`."""

    def __init__(self) -> None:
        self._descriptor = _in_a_thread(_make)
        self.run("ip", "link", "set", "lo", "up")

    @property
    def path(self) -> str:
        """For `nsenter --net=…`, while this process lives."""
        return f"/proc/{os.getpid()}/fd/{self._descriptor}"

    def command(self, *program: str) -> tuple[str, ...]:
        """The command that runs this program in here."""
        return ("nsenter", f"--net={self.path}", *program)

    def run(self, *program: str) -> None:
        """Raises `subprocess.CalledProcessError`."""
        subprocess.run(self.command(*program), check=True, capture_output=True)

    def script(self, program: str, folder: Path) -> Path:
        """An executable file that is that program in here, for those who take a path and no command."""
        file = folder / f"{Path(program).name}-{self._descriptor}"
        file.write_text(f'#!/bin/sh\nexec {" ".join(self.command(program))} "$@"\n')
        file.chmod(0o755)
        return file

    def inside(self, make: Callable[[], T]) -> T:
        """What `make` makes in here: a socket stays in the network in which it was made."""

        def there() -> T:
            _check(_libc.setns(self._descriptor, _NEW_NETWORK))
            return make()

        return _in_a_thread(there)

    def tun(self, address: str) -> int:
        """A network card, called so since browsers are wary of a VPN's, and the way to everywhere. Returns a descriptor that gives
        an IP packet at each read and takes one at each write, and does not block; the card is gone when it is closed.
        """
        descriptor = self.inside(_open_tun)
        self.run("ip", "address", "add", f"{address}/24", "dev", CARD)
        self.run("ip", "link", "set", CARD, "mtu", "1500", "txqueuelen", "2000", "up")
        self.run("ip", "route", "add", "default", "dev", CARD)
        return descriptor

    def close(self) -> None:
        os.close(self._descriptor)


def _make() -> int:
    _check(_libc.unshare(_NEW_NETWORK))
    return os.open("/proc/thread-self/ns/net", os.O_RDONLY | os.O_CLOEXEC)


def _open_tun() -> int:
    descriptor = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK | os.O_CLOEXEC)
    request = struct.pack("16sH", CARD.encode(), _TUN | _NO_EXTRA_HEADER)
    fcntl.ioctl(descriptor, _SET_INTERFACE, request.ljust(40, b"\0"))
    return descriptor


def _in_a_thread(what: Callable[[], T]) -> T:
    """A thread changes networks alone, and ends with it."""
    with ThreadPoolExecutor(max_workers=1) as one:
        return one.submit(what).result()


def _check(result: int) -> None:
    if result != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
