"""Every table, in four groups: the log, projections of it, what is kept beside it, and the directory with its secrets.

Only `event` is the truth about visits. The projections can be dropped and made again (`rebuild.py`). What lies beside the
log is there for a while (notes, words) or as long as a visit is open (engagements, deadlines). Times are seconds since the
Unix epoch, float. A change here needs a migration; a test compares the two.
"""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Double,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
)

metadata = MetaData()

# --- the log --------------------------------------------------------------------------------------------------------

event = Table(
    "event",
    metadata,
    Column("stream", String(80), nullable=False),
    Column("number", Integer, nullable=False),
    Column("type", String(40), nullable=False),
    Column("at", Double, nullable=False),
    Column("data", Text, nullable=False),
    PrimaryKeyConstraint("stream", "number"),
    CheckConstraint("number > 0", name="event_number_positive"),
    # Rows of one stream lie side by side, and there is one tree to write instead of two.
    sqlite_with_rowid=False,
)
"""Streams `visit:<id>` and `shift:<pseudonym>`. The database itself refuses changes and gaps: see the baseline migration."""

erasure = Table(
    "erasure",
    metadata,
    Column("visit", String(64), primary_key=True),
    Column("at", Double, nullable=False),
)
"""Visits that are erased on request: only their events may be deleted. The row stays and is the receipt."""

# --- projections ----------------------------------------------------------------------------------------------------

visit = Table(
    "visit",
    metadata,
    Column("visit", String(64), primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("channel", String(40), nullable=False),
    Column("place", String(64), nullable=False),
    Column("district", String(64)),
    Column("opened_at", Double, nullable=False),
    Column("ended_at", Double),
    Column("end_reason", String(40)),
    Column("rating", Integer),
    Column("rating_words", Integer),
    Column("wiped_at", Double),
)
Index("visit_opened_at", visit.c.opened_at)
Index(
    "visit_open",
    visit.c.visit,
    sqlite_where=visit.c.ended_at.is_(None),
    postgresql_where=visit.c.ended_at.is_(None),
)

matter = Table(
    "matter",
    metadata,
    Column("visit", String(64), nullable=False),
    Column("number", Integer, nullable=False),
    Column("service", String(64)),
    Column("unit", String(64)),
    Column("language", String(8), nullable=False),
    Column("sensitive", Boolean, nullable=False),
    Column("opened_at", Double, nullable=False),
    Column("first_answered_at", Double),
    Column("closed_at", Double),
    Column("reason", String(40)),
    Column("outcome", String(40)),
    # Last and with a default: added to a table that may have rows, all of matters of the first kind.
    Column("kind", String(16), nullable=False, server_default="service"),
    PrimaryKeyConstraint("visit", "number"),
)
Index("matter_opened_at", matter.c.opened_at)

participation = Table(
    "participation",
    metadata,
    Column("visit", String(64), nullable=False),
    Column("number", Integer, nullable=False),
    Column("person", String(64), nullable=False),
    Column("part", String(16), nullable=False),
    Column("unit", String(64)),
    Column("joined_at", Double, nullable=False),
    Column("left_at", Double),
    Column("reason", String(40)),
    PrimaryKeyConstraint("visit", "number"),
)
"""Somebody's time in a visit; `number` is that of the event that brought them. `person` is a pseudonym or `customer`."""

staff_rating = Table(
    "staff_rating",
    metadata,
    Column("visit", String(64), nullable=False),
    Column("number", Integer, nullable=False),
    Column("matter", Integer, nullable=False),
    Column("person", String(64), nullable=False),
    Column("score", Integer, nullable=False),
    PrimaryKeyConstraint("visit", "number"),
)

PROJECTIONS = (visit, matter, participation, staff_rating)

# --- beside the log -------------------------------------------------------------------------------------------------

engagement = Table(
    "engagement",
    metadata,
    Column("subject", String(80), primary_key=True),
    Column("visit", String(64), nullable=False, index=True),
)
"""Whom an open visit engages: the primary key keeps everybody in one visit at a time."""

deadline = Table(
    "deadline",
    metadata,
    Column("visit", String(64), primary_key=True),
    Column("at", Double, nullable=False),
)

shift_now = Table(
    "shift_now",
    metadata,
    Column("account", String(64), primary_key=True),
    Column("since", Double, nullable=False),
)

feedback = Table(
    "feedback",
    metadata,
    Column("visit", String(64), primary_key=True),
    Column("text", Text, nullable=False),
    Column("at", Double, nullable=False, index=True),
)
"""A resident's own words, for 90 days, erasable one by one."""

handover = Table(
    "handover",
    metadata,
    Column("visit", String(64), nullable=False),
    Column("search", String(64), nullable=False),
    Column("text", Text, nullable=False),
    PrimaryKeyConstraint("visit", "search"),
)
"""Transfer notes, deleted in the transaction that ends the visit."""

# --- the directory and its secrets ----------------------------------------------------------------------------------

city = Table(
    "city",
    metadata,
    Column("kind", String(16), nullable=False),
    Column("id", String(64), nullable=False),
    Column("position", Integer, nullable=False),
    Column("data", Text, nullable=False),
    PrimaryKeyConstraint("kind", "id"),
)
"""The catalogue, places and people: one struct of `routing.model` a row, as JSON, in the order of `position`."""

city_revision = Table(
    "city_revision",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("revision", Integer, nullable=False),
    CheckConstraint("id = 1", name="city_revision_one_row"),
)
"""Goes up with each change of `city`, so that another process notices."""

password = Table(
    "password",
    metadata,
    Column("account", String(64), primary_key=True),
    Column("hash", String(200), nullable=False),
)

session = Table(
    "session",
    metadata,
    Column("token_hash", LargeBinary(32), primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("subject", String(64), nullable=False),
    Column("created_at", Double, nullable=False),
    Column("expires_at", Double, nullable=False, index=True),
)
Index("session_subject", session.c.kind, session.c.subject)

sign_in_code = Table(
    "sign_in_code",
    metadata,
    Column("code_hash", LargeBinary(32), primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("subject", String(64), nullable=False),
    Column("expires_at", Double, nullable=False),
)
"""One-time sign-in links: a used one is deleted."""

pseudonym_key = Table(
    "pseudonym_key",
    metadata,
    Column("month", String(7), primary_key=True),
    Column("key", LargeBinary(32), nullable=False),
)
