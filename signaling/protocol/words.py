"""Words that the wire and the visit share: closed lists, each value as it stands in messages and in the log."""

from enum import StrEnum


class Kind(StrEnum):
    """Where a visit began, which is also its channel in the statistics."""

    TERMINAL = "terminal"
    DESK = "desk"
    INQUIRY = "inquiry"


class ServiceKind(StrEnum):
    """What sort of help a service is: a matter looked after, or somebody shown how to do it online (counted separately)."""

    SERVICE = "service"
    DIGITAL_SUPPORT = "digital_support"


class Feature(StrEnum):
    """What can be off at a place, for a trial or for good. Off at a place: for everybody in its visits."""

    TEXT = "text"
    SCREEN_SHARE = "screen_share"
    SECOND_MATTER = "second_matter"


class Part(StrEnum):
    """What somebody is in a visit."""

    CUSTOMER = "customer"
    HOST = "host"
    SPECIALIST = "specialist"
    INTERPRETER = "interpreter"


class Circle(StrEnum):
    """Who hears whom: people of one circle do, nobody else does."""

    MAIN = "main"
    ASIDE = "aside"
    NONE = "none"


class Purpose(StrEnum):
    """What a sought person is to do: serve the matter, talk in the aside first, or join at once."""

    SERVE = "serve"
    ASK = "ask"
    ADD = "add"


class Level(StrEnum):
    """How far a search has spread: one expert, the next as well, the whole group, desk clerks too."""

    ONE = "one"
    NEXT = "next"
    GROUP = "group"
    DESK = "desk"


class OfferReason(StrEnum):
    """Why this expert was rung."""

    LONGEST_IDLE = "longest_idle"
    GOT_FREE = "got_free"
    AFTER_DECLINE = "after_decline"
    NEXT_AFTER_SILENCE = "next_after_silence"
    WHOLE_GROUP = "whole_group"
    DESK_CLERK = "desk_clerk"
    NAMED = "named"


class EndReason(StrEnum):
    """Why a visit ended (product.md, "End reasons")."""

    COMPLETED = "completed"
    CANCELLED = "cancelled"
    ABANDONED = "abandoned"
    NO_EXPERT = "no_expert"
    CLOSED_HOURS = "closed_hours"
    TERMINAL_LOST = "terminal_lost"
    ENDED_UNKNOWN = "ended_unknown"


class Outcome(StrEnum):
    """How a matter ended, by staff's one tap; `NOT_GIVEN` when nobody tapped in time."""

    SOLVED = "solved"
    BOOKED = "booked"
    REFERRED = "referred"
    OTHER_AUTHORITY = "other_authority"
    TECHNICAL = "technical"
    NO_CUSTOMER = "no_customer"
    NOT_GIVEN = "not_given"


class Question(StrEnum):
    """What a waiting resident was asked and has not touched yet."""

    STILL_THERE = "still_there"
    KEEP_WAITING = "keep_waiting"


class PrivateWhy(StrEnum):
    """Why the customer is kept out of a talk of staff."""

    ASKING = "asking"
    HOLD = "hold"


class Availability(StrEnum):
    """How somebody of staff stands in the directory."""

    FREE = "free"
    RUNG = "rung"
    BUSY = "busy"
    OFF = "off"
