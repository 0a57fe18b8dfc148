"""Brings a store to the newest schema, in one transaction: after a crash in the middle it is as it was before."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine

from signaling.store.sqlite import WRITES

MIGRATIONS = Path(__file__).parent / "migrations"


def upgrade(engine: Engine) -> None:
    """Run what migrations are missing. Of two processes that start at once, the second waits and finds nothing to do."""
    config = Config()
    config.set_main_option("path_separator", "os")
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    with engine.connect() as connection:
        writing = connection.execution_options(**{WRITES: True})
        with writing.begin():
            config.attributes["connection"] = writing
            command.upgrade(config, "head")
