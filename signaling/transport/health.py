"""How the server is: `/health` for whoever watches it, `/metrics` in Prometheus' text format."""

import threading
from collections.abc import Iterable, Iterator
from typing import Literal

from msgspec import Struct

from signaling.service.metrics import Histogram, Metrics
from signaling.transport.counters import Counters

Status = Literal["ok", "draining", "store_unavailable", "disk_full"]


class Health(Struct, frozen=True, kw_only=True):
    """`store_ms`: how long the store took to answer, None when it did not. `clock_ahead_s`: the service's clock, which never
    jumps, against the wall's. `disk_full`: visits under way can end, none can begin.
    """

    status: Status
    version: str
    build: str
    store_ms: float | None
    clock_ahead_s: float


def prometheus(counters: Counters, metrics: Metrics, clock_ahead: float, tasks: int = 0) -> str:
    """Every figure, named by what it counts and its unit (prometheus.io, exposition format 0.0.4)."""
    return "\n".join([*_lines(counters, metrics, clock_ahead, tasks), ""])


def _lines(counters: Counters, metrics: Metrics, clock_ahead: float, tasks: int) -> Iterator[str]:
    yield from _one(
        "connections", "gauge", "Connections that are open, sockets among them.", counters.connections
    )
    yield from _one("sockets", "gauge", "Sockets that are open.", counters.sockets)
    yield from _one("sockets_opened_total", "counter", "Sockets that were opened.", counters.sockets_opened)
    yield from _one("messages_total", "counter", "Messages that were understood.", counters.messages)
    yield from _one(
        "too_slow_total", "counter", "Pages disconnected because they read too slowly.", counters.too_slow
    )
    yield from _one("signed_in_total", "counter", "Sign-ins.", counters.signed_in)
    yield from _many(
        "refused_total",
        "Messages and requests that were refused before the service saw them.",
        ((code.value, count) for code, count in sorted(counters.refused.items())),
    )
    yield from _one("pages", "gauge", "Pages that have said hello.", metrics.sessions)
    yield from _one("open_visits", "gauge", "Visits of residents under way.", metrics.open_visits)
    yield from _one("open_inquiries", "gauge", "Calls between staff under way.", metrics.open_inquiries)
    yield from _one("on_shift", "gauge", "People on shift.", metrics.on_shift)
    yield from _one(
        "commands_total", "counter", "Commands that were carried out or refused.", metrics.commands
    )
    yield from _one("gone_total", "counter", "Commands about something that was over.", metrics.gone)
    yield from _many(
        "commands_refused_total",
        "Commands that were refused.",
        ((code.value, count) for code, count in sorted(metrics.refused.items())),
    )
    yield from _one(
        "conflicts_total",
        "counter",
        "Commands decided again because the log had moved on.",
        metrics.conflicts,
    )
    yield from _one(
        "store_failures_total", "counter", "Appends that the store did not take.", metrics.store_failures
    )
    yield from _one("faults_total", "counter", "Faults of the server's own.", metrics.faults)
    yield from _one("relayed_total", "counter", "Signals passed from page to page.", metrics.relayed)
    yield from _one(
        "signals_dropped_total",
        "counter",
        "Signals that were not passed on because the other page reads too slowly.",
        metrics.signals_dropped,
    )
    yield from _one("tasks", "gauge", "Tasks of the server's loop.", tasks)
    yield from _one("threads", "gauge", "Threads of the server's Python.", threading.active_count())
    for part, said, histogram in (
        ("command", "From a command's arrival to its answer.", metrics.command),
        ("decide", "Deciding what a command comes to.", metrics.decide),
        ("append", "How long an append to the log took.", metrics.append),
        ("render", "Making the views of those who see a change.", metrics.render),
    ):
        yield from _histogram(f"{part}_seconds", said, histogram)
    yield from _one(
        "clock_ahead_seconds", "gauge", "The service's clock minus the wall's.", round(clock_ahead, 6)
    )


def _one(name: str, kind: str, said: str, value: float) -> Iterator[str]:
    yield f"# HELP etaluukku_{name} {said}"
    yield f"# TYPE etaluukku_{name} {kind}"
    yield f"etaluukku_{name} {value:g}"


def _many(name: str, said: str, values: Iterable[tuple[str, int]]) -> Iterator[str]:
    yield f"# HELP etaluukku_{name} {said}"
    yield f"# TYPE etaluukku_{name} counter"
    for code, value in values:
        yield f'etaluukku_{name}{{code="{code}"}} {value}'


def _histogram(name: str, said: str, histogram: Histogram) -> Iterator[str]:
    yield f"# HELP etaluukku_{name} {said}"
    yield f"# TYPE etaluukku_{name} histogram"
    for bucket, count in histogram.at_most.items():
        yield f'etaluukku_{name}_bucket{{le="{bucket:g}"}} {count}'
    yield f'etaluukku_{name}_bucket{{le="+Inf"}} {histogram.count}'
    yield f"etaluukku_{name}_sum {histogram.seconds:g}"
    yield f"etaluukku_{name}_count {histogram.count}"
