"""Room beside the store that is given up when the disk is full, so that visits under way can come to their end."""

import contextlib
import logging
import os
import threading
from pathlib import Path

_log = logging.getLogger(__name__)


class Reserve:
    """A file of `size` bytes that are really taken from the disk (posix_fallocate). Every method may be called from any thread.

    While the disk is full no new visit may begin: what room there is belongs to those under way.
    """

    def __init__(self, file: Path, size: int) -> None:
        self._file = file
        self._size = size
        self._lock = threading.Lock()
        self._kept = False
        self._no_room = False

    @property
    def full(self) -> bool:
        """The reserve is given up, or something found no room although it is kept."""
        return self._no_room or not self._kept

    def keep(self) -> None:
        """Take the room if there is twice as much, or it is taken already; on a disk that was full, once there is."""
        with self._lock:
            if self._no_room and self._free_bytes() < self._size:
                return
            self._no_room = False
            if not self._kept and (self._is_there() or self._make()):
                self._kept = True
                _log.info("%d kB are kept in reserve beside the store: visits may begin", self._size // 1024)

    def found_no_room(self) -> None:
        """Something was refused: so is whatever begins, from now on."""
        with self._lock:
            if not self._no_room:
                _log.error("the disk is full: no visit begins until there is room")
            self._no_room = True

    def give_up(self) -> bool:
        """Give the room back to the disk; returns whether there was any to give."""
        self.found_no_room()
        with self._lock:
            there = self._file.exists()
            self._file.unlink(missing_ok=True)
            self._kept = False
            if there:
                _log.error("the reserve of %d kB is given up, so that visits can end", self._size // 1024)
            return there

    def _is_there(self) -> bool:
        try:
            return self._file.stat().st_size == self._size
        except FileNotFoundError:
            return False

    def _make(self) -> bool:
        if self._free_bytes() < 2 * self._size:
            return False
        try:
            with self._file.open("wb") as file:
                os.posix_fallocate(file.fileno(), 0, self._size)
        except OSError:
            with contextlib.suppress(OSError):
                self._file.unlink(missing_ok=True)
            return False
        return True

    def _free_bytes(self) -> int:
        room = os.statvfs(self._file.parent)
        return room.f_bavail * room.f_frsize
