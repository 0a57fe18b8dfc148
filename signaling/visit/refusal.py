"""What keeps a command from being done; in either case nothing has changed.

Exception
├── Refused    it may not be done, or not now: the person is told why
└── Gone       what it names is over, which is nobody's fault: the person is told what happened
"""

from enum import StrEnum

from signaling.protocol.errors import ErrorCode


class GoneWhy(StrEnum):
    """What has happened to what the command named."""

    OTHER_ANSWERED = "other_answered"
    WITHDRAWN = "withdrawn"
    DECLINED = "declined"
    NOT_REACHED = "not_reached"
    SEARCH_OVER = "search_over"
    PERSON_LEFT = "person_left"
    OUTCOME_GIVEN = "outcome_given"
    VISIT_OVER = "visit_over"


class Refused(Exception):
    """`code` is stable and has a sentence in `protocol.errors`."""

    def __init__(self, code: ErrorCode) -> None:
        super().__init__(code.value)
        self.code = code


class Gone(Exception):
    def __init__(self, why: GoneWhy) -> None:
        super().__init__(why.value)
        self.why = why
