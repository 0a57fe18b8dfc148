"""Lines of places, by name. ASSUMED: nobody has measured the lines of Reposaari, Ahlainen and Lavia; these are what a thin line of the
countryside may be like, so that what is tested has a name. Replace them by what is measured there.

A profile is the line of one end, with a good line at the other: times are there and back over it, losses are each way. Queues are as
small as the figures allow: a modem that keeps seconds of packets makes everybody wait instead.
"""

from tests.wan.net import End
from tests.wan.way import Way

KBIT, MBIT = 1_000, 1_000_000


def _line(
    down: float,
    up: float,
    there_and_back: float,
    *,
    jitter: float = 0.0,
    loss: float = 0.0,
    burst: float | None = None,
    queue: float = 0.2,
) -> End:
    """Bits a second, seconds; `jitter` there and back as well."""
    out, home = (
        Way(rate=rate, delay=there_and_back / 2, jitter=jitter / 2, loss=loss, burst=burst, queue=queue)
        for rate in (up, down)
    )
    return End(out=out, home=home)


PROFILES = {
    "reposaari": _line(10 * MBIT, 1 * MBIT, 0.03),
    "ahlainen": _line(5 * MBIT, 1.5 * MBIT, 0.06, jitter=0.02, loss=0.01),
    "lavia": _line(1 * MBIT, 300 * KBIT, 0.2, loss=0.02, burst=2.0),
    "worst": _line(300 * KBIT, 300 * KBIT, 0.2, loss=0.1),
    "floor": _line(64 * KBIT, 64 * KBIT, 0.3, loss=0.05, queue=0.6),
}
"""`floor` has 0.6 s of queue: in 0.2 s no more than one large packet would fit."""
