"""Real-time text as it stands when it has been read: rows that T.140 writes, erases and ends. Pure. (docs/protocol.md, Text.)"""

import re
import unicodedata

ERASE, NEW_LINE, LOST, NOTHING = "\b", "\u2028", "\ufffd", "\ufeff"
MOST_ROWS, LONGEST_ROW, LONGEST_MESSAGE = 100, 1_000, 16_000

_ENDS = re.compile("\r\n|[\n\r\u0085\u2029]")
_JOINER = "\u200d"
_MODIFIERS = range(0x1F3FB, 0x1F400)
_REGIONAL = range(0x1F1E6, 0x1F200)


class Rows:
    """Of one writer. The last row is being written. Bounded, whatever is written."""

    def __init__(self) -> None:
        self._rows: list[list[str]] = [[]]

    @property
    def text(self) -> str:
        """All rows, ended by newlines; a row that is being written has none. U+FFFD stands where text was lost."""
        return "\n".join("".join(row) for row in self._rows)

    @property
    def row(self) -> str:
        """What is being written."""
        return "".join(self._rows[-1])

    @property
    def losses(self) -> int:
        """How many places there are where text was lost."""
        return self.text.count(LOST)

    def take(self, text: str) -> None:
        """Text as it arrives, one message."""
        text = _ENDS.sub(NEW_LINE, text[:LONGEST_MESSAGE]).replace("\t", " ")
        pieces = [piece for piece in re.split(f"([{ERASE}{NEW_LINE}{LOST}])", text) if piece]
        for number, piece in enumerate(pieces):
            if piece == ERASE:
                self._erase()
            elif piece == NEW_LINE:
                self._end()
            elif piece == LOST:
                self.lost()
            else:
                if pieces[max(0, number - 2) : number] == [LOST, NEW_LINE]:
                    self._heal(piece)
                for character in piece:
                    self._write(character)

    def lost(self) -> None:
        """Something is missing here."""
        if self._rows[-1][-1:] != [LOST]:
            self._push(LOST)

    def _write(self, character: str) -> None:
        row = self._rows[-1]
        if character == NOTHING or (unicodedata.category(character) == "Cc"):
            return
        if row and row[-1] != LOST and _continues(row[-1], character):
            row[-1] += character
        else:
            self._push(character)

    def _push(self, cluster: str) -> None:
        if len(self._rows[-1]) >= LONGEST_ROW:
            self._end()
        self._rows[-1].append(cluster)

    def _erase(self) -> None:
        if self._rows[-1]:
            self._rows[-1].pop()
        elif len(self._rows) > 1:
            self._rows.pop()

    def _end(self) -> None:
        if self._rows[-1]:
            self._rows.append([])
            del self._rows[:-MOST_ROWS]

    def _heal(self, again: str) -> None:
        """The row is written once more from its beginning: if all that is here of it is in there, nothing is lost."""
        if len(self._rows) < 2 or self._rows[-1]:
            return
        *known, mark = self._rows[-2]
        if mark == LOST and again.startswith("".join(known)):
            del self._rows[-2]


def _continues(cluster: str, character: str) -> bool:
    """Whether a person takes both for one character: accents, joined emoji, flags (near to Unicode UAX #29)."""
    if unicodedata.category(character) in {"Mn", "Me", "Mc"} or character == _JOINER:
        return True
    if cluster[-1] == _JOINER or ord(character) in _MODIFIERS:
        return True
    return ord(character) in _REGIONAL and len(cluster) == 1 and ord(cluster) in _REGIONAL
