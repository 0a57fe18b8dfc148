"""How events stand in the table: names of streams, and the bytes of an event."""

from collections.abc import Sequence
from typing import Any

import msgspec

from signaling.service.ports import ShiftEvent
from signaling.visit.events import Event

VISIT = "visit:"
SHIFT = "shift:"

_encoder = msgspec.json.Encoder()
_events: msgspec.json.Decoder[Event] = msgspec.json.Decoder(Event)
_shifts = msgspec.json.Decoder(ShiftEvent)


def visit_stream(visit: str) -> str:
    return VISIT + visit


def visit_rows(visit: str, after: int, events: Sequence[Event]) -> list[dict[str, Any]]:
    """The rows of these events, numbered from `after` + 1 on."""
    stream = visit_stream(visit)
    return [
        {
            "stream": stream,
            "number": number,
            "type": type_of(event),
            "at": event.at,
            "data": _encoder.encode(event).decode(),
        }
        for number, event in enumerate(events, after + 1)
    ]


def shift_row(event: ShiftEvent, number: int) -> dict[str, Any]:
    return {
        "stream": SHIFT + event.person,
        "number": number,
        "type": shift_type(event),
        "at": event.at,
        "data": _encoder.encode(event).decode(),
    }


def type_of(event: Event) -> str:
    tag = type(event).__struct_config__.tag
    assert isinstance(tag, str)  # noqa: S101 (for the type checker: every event has one)
    return tag


def shift_type(event: ShiftEvent) -> str:
    return f"shift_{event.what}"


def decode_event(data: str) -> Event:
    """Raises `msgspec.DecodeError`."""
    return _events.decode(data)


def decode_shift(data: str) -> ShiftEvent:
    """Raises `msgspec.DecodeError`."""
    return _shifts.decode(data)
