"""The first tables."""

from typing import Any

from alembic import op
from sqlalchemy import (
    Boolean,
    Column,
    Float,
    ForeignKey,
    Integer,
    LargeBinary,
    String,
    UniqueConstraint,
)

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def _of_reading() -> Column[Any]:
    return Column(
        "reading", Integer, ForeignKey("readings.row", ondelete="CASCADE"), primary_key=True
    )


def upgrade() -> None:
    """Make the tables, and on SQLite the index of words."""
    op.create_table(
        "reports",
        Column("row", Integer, primary_key=True),
        Column("id", String, nullable=False, unique=True),
        Column("identity", String, nullable=False, unique=True),
        Column("sha256", String, nullable=False),
        Column("title", String),
        Column("opening", String, nullable=False),
        Column("publisher", String),
        Column("agency", String),
        Column("published", String),
        Column("language", String),
        Column("url", String),
        Column("added", String, nullable=False),
    )
    op.create_index("reports_sha256", "reports", ["sha256"])
    op.create_index("reports_published", "reports", ["published"])

    op.create_table(
        "readings",
        Column("row", Integer, primary_key=True),
        Column("report", Integer, ForeignKey("reports.row", ondelete="CASCADE"), nullable=False),
        Column("stamp", String, nullable=False),
        Column("version", String, nullable=False),
        Column("current", Boolean, nullable=False),
        Column("added", String, nullable=False),
        Column("body", LargeBinary, nullable=False),
        UniqueConstraint("report", "stamp", name="readings_once"),
    )

    op.create_table(
        "entities",
        _of_reading(),
        Column("id", String, primary_key=True),
        Column("kind", String, nullable=False),
        Column("name", String, nullable=False),
        Column("office", Boolean, nullable=False),
        Column("description", String),
        Column("link_scheme", String),
        Column("link_id", String),
        Column("lat", Float),
        Column("lon", Float),
        Column("country", String),
        Column("admin1", String),
        Column("place_type", String),
        sqlite_with_rowid=False,
    )
    op.create_index("entities_country", "entities", ["country"])

    op.create_table(
        "names",
        _of_reading(),
        Column("entity", String, primary_key=True),
        Column("use", String, primary_key=True),
        Column("key", String, primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_index("names_key", "names", ["key", "use", "reading", "entity"])

    op.create_table(
        "mentions",
        _of_reading(),
        Column("entity", String, primary_key=True),
        Column("ordinal", Integer, primary_key=True),
        Column("start", Integer, nullable=False),
        Column("end", Integer, nullable=False),
        Column("form", String, nullable=False),
        sqlite_with_rowid=False,
    )

    op.create_table(
        "times",
        _of_reading(),
        Column("id", String, primary_key=True),
        Column("start", Integer, nullable=False),
        Column("end", Integer, nullable=False),
        Column("type", String, nullable=False),
        Column("value", String, nullable=False),
        Column("first_day", String),
        Column("last_day", String),
        sqlite_with_rowid=False,
    )

    op.create_table(
        "attributions",
        _of_reading(),
        Column("id", String, primary_key=True),
        Column("speaker", String),
        Column("addressee", String),
        Column("within", String),
        Column("cue", String),
        Column("manner", String, nullable=False),
        sqlite_with_rowid=False,
    )

    op.create_table(
        "statements",
        Column("row", Integer, primary_key=True),
        Column("reading", Integer, ForeignKey("readings.row", ondelete="CASCADE"), nullable=False),
        Column("ordinal", Integer, nullable=False),
        Column("id", String, nullable=False),
        Column("kind", String, nullable=False),
        Column("start", Integer, nullable=False),
        Column("end", Integer, nullable=False),
        Column("text", String, nullable=False),
        Column("public_text", String, nullable=False),
        Column("attribution", String),
        Column("voices", String, nullable=False),
        Column("places", String, nullable=False),
        Column("stance", String, nullable=False),
        Column("polarity", String, nullable=False),
        Column("certainty", String, nullable=False),
        Column("cues", String, nullable=False),
        Column("reading_confidence", Float, nullable=False),
        Column("first_day", String),
        Column("last_day", String),
        Column("plover", String),
        Column("cameo", String),
        Column("measure", String),
        Column("low", Float),
        Column("best", Float),
        Column("high", Float),
        Column("driver", String),
        Column("effect", String),
        Column("sign", String),
        UniqueConstraint("reading", "id", name="statements_id"),
    )
    op.create_index("statements_order", "statements", ["reading", "ordinal"])
    op.create_index("statements_first_day", "statements", ["first_day"])
    op.create_index("statements_last_day", "statements", ["last_day"])

    op.create_table(
        "statement_voices",
        _of_reading(),
        Column("statement", Integer, primary_key=True),
        Column("depth", Integer, primary_key=True),
        Column("entity", String, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("statement_voices_entity", "statement_voices", ["reading", "entity"])

    op.create_table(
        "participants",
        _of_reading(),
        Column("statement", Integer, primary_key=True),
        Column("ordinal", Integer, primary_key=True),
        Column("entity", String),
        Column("role", String, nullable=False),
        Column("kind", String, nullable=False),
        Column("standing", String, nullable=False),
        Column("start", Integer, nullable=False),
        Column("end", Integer, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("participants_entity", "participants", ["reading", "entity"])

    op.create_table(
        "statement_places",
        _of_reading(),
        Column("statement", Integer, primary_key=True),
        Column("ordinal", Integer, primary_key=True),
        Column("entity", String, nullable=False),
        Column("precision", String, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("statement_places_entity", "statement_places", ["reading", "entity"])
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE VIRTUAL TABLE statement_words USING fts5(text, public_text, "
            "content='statements', content_rowid='row', "
            "tokenize='unicode61 remove_diacritics 2')"
        )
