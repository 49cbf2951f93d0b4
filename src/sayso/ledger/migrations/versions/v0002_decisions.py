"""An analyst's decisions, and the reports each rests on."""

from alembic import op
from sqlalchemy import Column, ForeignKey, Integer, String

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the two tables."""
    op.create_table(
        "decisions",
        Column("row", Integer, primary_key=True),
        Column("kind", String, nullable=False),
        Column("subjects", String, nullable=False),
        Column("value", String, nullable=False),
        Column("author", String, nullable=False),
        Column("reason", String),
        Column("at", String, nullable=False),
        Column("undone", String),
        Column("undone_by", String),
    )
    op.create_table(
        "grounds",
        Column(
            "decision", Integer, ForeignKey("decisions.row", ondelete="CASCADE"), primary_key=True
        ),
        Column("subject", String, primary_key=True),
        Column("report", Integer, ForeignKey("reports.row", ondelete="CASCADE"), primary_key=True),
    )
    op.create_index("grounds_report", "grounds", ["report"])
