"""Times and sizes that the visit's machine keeps to; the settings of the same names may change them."""

from msgspec import Struct


class VisitLimits(Struct, frozen=True, kw_only=True):
    """All in seconds."""

    ring: float = 25.0
    spread_to_group: float = 60.0
    spread_to_desk: float = 90.0
    invitation: float = 60.0
    decline_memory: float = 300.0
    still_there_after: float = 180.0
    untouched: float = 60.0
    after_screen: float = 60.0
    closing_grace: float = 900.0
    seat_held: float = 120.0
    desk_held: float = 900.0
    wrap_up: float = 60.0


DEFAULT_LIMITS = VisitLimits()
