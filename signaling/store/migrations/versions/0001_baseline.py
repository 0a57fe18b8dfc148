"""The first schema: the log with its guards, the projections, what lies beside the log, the directory."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

SQLITE_GUARDS = (
    """
    CREATE TRIGGER event_never_changes BEFORE UPDATE ON event
    BEGIN SELECT RAISE(ABORT, 'event: append only'); END
    """,
    """
    CREATE TRIGGER event_stays BEFORE DELETE ON event
    WHEN substr(OLD.stream, 1, 6) <> 'visit:'
        OR NOT EXISTS (SELECT 1 FROM erasure WHERE visit = substr(OLD.stream, 7))
    BEGIN SELECT RAISE(ABORT, 'event: append only'); END
    """,
    """
    CREATE TRIGGER event_follows BEFORE INSERT ON event
    WHEN NEW.number <> (SELECT coalesce(max(number), 0) + 1 FROM event WHERE stream = NEW.stream)
    BEGIN SELECT RAISE(ABORT, 'event: number taken or a gap'); END
    """,
    """
    CREATE TRIGGER erasure_never_changes BEFORE UPDATE ON erasure
    BEGIN SELECT RAISE(ABORT, 'erasure: append only'); END
    """,
    """
    CREATE TRIGGER erasure_stays BEFORE DELETE ON erasure
    BEGIN SELECT RAISE(ABORT, 'erasure: append only'); END
    """,
)

POSTGRES_GUARDS = (
    # Class 23 of SQLSTATE: a broken rule of the data, as SQLite's RAISE(ABORT) is.
    """
    CREATE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION '%: append only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
    END $$
    """,
    """
    CREATE FUNCTION event_goes_with_its_erasure() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF left(OLD.stream, 6) <> 'visit:'
            OR NOT EXISTS (SELECT 1 FROM erasure WHERE visit = substr(OLD.stream, 7)) THEN
            RAISE EXCEPTION 'event: append only' USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN OLD;
    END $$
    """,
    """
    CREATE FUNCTION event_has_the_next_number() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF NEW.number <> (SELECT coalesce(max(number), 0) + 1 FROM event WHERE stream = NEW.stream) THEN
            RAISE EXCEPTION 'event: number taken or a gap' USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NEW;
    END $$
    """,
    "CREATE TRIGGER event_never_changes BEFORE UPDATE ON event FOR EACH ROW EXECUTE FUNCTION append_only()",
    """
    CREATE TRIGGER event_stays BEFORE DELETE ON event
    FOR EACH ROW EXECUTE FUNCTION event_goes_with_its_erasure()
    """,
    """
    CREATE TRIGGER event_follows BEFORE INSERT ON event
    FOR EACH ROW EXECUTE FUNCTION event_has_the_next_number()
    """,
    "CREATE TRIGGER event_is_not_emptied BEFORE TRUNCATE ON event EXECUTE FUNCTION append_only()",
    "CREATE TRIGGER erasure_never_changes BEFORE UPDATE ON erasure FOR EACH ROW EXECUTE FUNCTION append_only()",
    "CREATE TRIGGER erasure_stays BEFORE DELETE ON erasure FOR EACH ROW EXECUTE FUNCTION append_only()",
    "CREATE TRIGGER erasure_is_not_emptied BEFORE TRUNCATE ON erasure EXECUTE FUNCTION append_only()",
)

GUARDS = {"sqlite": SQLITE_GUARDS, "postgresql": POSTGRES_GUARDS}


def upgrade() -> None:
    _log()
    _projections()
    _beside_the_log()
    _directory()
    for guard in GUARDS[op.get_bind().dialect.name]:
        op.execute(guard)


def _log() -> None:
    op.create_table(
        "event",
        sa.Column("stream", sa.String(80), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("type", sa.String(40), nullable=False),
        sa.Column("at", sa.Double, nullable=False),
        sa.Column("data", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("stream", "number"),
        sa.CheckConstraint("number > 0", name="event_number_positive"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "erasure",
        sa.Column("visit", sa.String(64), primary_key=True),
        sa.Column("at", sa.Double, nullable=False),
    )


def _projections() -> None:
    op.create_table(
        "visit",
        sa.Column("visit", sa.String(64), primary_key=True),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("channel", sa.String(40), nullable=False),
        sa.Column("place", sa.String(64), nullable=False),
        sa.Column("district", sa.String(64)),
        sa.Column("opened_at", sa.Double, nullable=False),
        sa.Column("ended_at", sa.Double),
        sa.Column("end_reason", sa.String(40)),
        sa.Column("rating", sa.Integer),
        sa.Column("rating_words", sa.Integer),
        sa.Column("wiped_at", sa.Double),
    )
    op.create_index("visit_opened_at", "visit", ["opened_at"])
    open_only = sa.text("ended_at IS NULL")
    op.create_index("visit_open", "visit", ["visit"], sqlite_where=open_only, postgresql_where=open_only)
    op.create_table(
        "matter",
        sa.Column("visit", sa.String(64), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("service", sa.String(64)),
        sa.Column("unit", sa.String(64)),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("sensitive", sa.Boolean, nullable=False),
        sa.Column("opened_at", sa.Double, nullable=False),
        sa.Column("first_answered_at", sa.Double),
        sa.Column("closed_at", sa.Double),
        sa.Column("reason", sa.String(40)),
        sa.Column("outcome", sa.String(40)),
        sa.PrimaryKeyConstraint("visit", "number"),
    )
    op.create_index("matter_opened_at", "matter", ["opened_at"])
    op.create_table(
        "participation",
        sa.Column("visit", sa.String(64), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("person", sa.String(64), nullable=False),
        sa.Column("part", sa.String(16), nullable=False),
        sa.Column("unit", sa.String(64)),
        sa.Column("joined_at", sa.Double, nullable=False),
        sa.Column("left_at", sa.Double),
        sa.Column("reason", sa.String(40)),
        sa.PrimaryKeyConstraint("visit", "number"),
    )
    op.create_table(
        "staff_rating",
        sa.Column("visit", sa.String(64), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("matter", sa.Integer, nullable=False),
        sa.Column("person", sa.String(64), nullable=False),
        sa.Column("score", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("visit", "number"),
    )


def _beside_the_log() -> None:
    op.create_table(
        "engagement",
        sa.Column("subject", sa.String(80), primary_key=True),
        sa.Column("visit", sa.String(64), nullable=False, index=True),
    )
    op.create_table(
        "deadline",
        sa.Column("visit", sa.String(64), primary_key=True),
        sa.Column("at", sa.Double, nullable=False),
    )
    op.create_table(
        "shift_now",
        sa.Column("account", sa.String(64), primary_key=True),
        sa.Column("since", sa.Double, nullable=False),
    )
    op.create_table(
        "feedback",
        sa.Column("visit", sa.String(64), primary_key=True),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("at", sa.Double, nullable=False, index=True),
    )
    op.create_table(
        "handover",
        sa.Column("visit", sa.String(64), nullable=False),
        sa.Column("search", sa.String(64), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("visit", "search"),
    )


def _directory() -> None:
    op.create_table(
        "city",
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("data", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("kind", "id"),
    )
    op.create_table(
        "city_revision",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.CheckConstraint("id = 1", name="city_revision_one_row"),
    )
    op.create_table(
        "password",
        sa.Column("account", sa.String(64), primary_key=True),
        sa.Column("hash", sa.String(200), nullable=False),
    )
    op.create_table(
        "session",
        sa.Column("token_hash", sa.LargeBinary(32), primary_key=True),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("subject", sa.String(64), nullable=False),
        sa.Column("created_at", sa.Double, nullable=False),
        sa.Column("expires_at", sa.Double, nullable=False, index=True),
    )
    op.create_index("session_subject", "session", ["kind", "subject"])
    op.create_table(
        "sign_in_code",
        sa.Column("code_hash", sa.LargeBinary(32), primary_key=True),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("subject", sa.String(64), nullable=False),
        sa.Column("expires_at", sa.Double, nullable=False),
    )
    op.create_table(
        "pseudonym_key",
        sa.Column("month", sa.String(7), primary_key=True),
        sa.Column("key", sa.LargeBinary(32), nullable=False),
    )
