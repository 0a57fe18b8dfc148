"""A matter has a kind, so that digital support is counted apart. What was before is of the only kind there was."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("matter", sa.Column("kind", sa.String(16), nullable=False, server_default="service"))
