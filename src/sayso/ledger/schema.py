"""The tables. What they hold is said in docs/ledger.md; how they came to be, in ``migrations``.

A reading is kept whole in ``readings.body``. The other tables hold what queries need of the
*current* reading of each report (the newest), and can be made again from the body. Ids such as
``e1`` and ``s1`` are local to a reading, so every key begins with the reading.
"""

from typing import Any, Final

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    UniqueConstraint,
)

VERSION_TABLE: Final = "sayso_version"
HEAD: Final = "0002"
"""The newest migration: a ledger whose version is this one needs nothing done."""

metadata = MetaData()


def _of_reading() -> Column[Any]:
    return Column(
        "reading", Integer, ForeignKey("readings.row", ondelete="CASCADE"), primary_key=True
    )


reports = Table(
    "reports",
    metadata,
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
    Index("reports_sha256", "sha256"),
    Index("reports_published", "published"),
)

readings = Table(
    "readings",
    metadata,
    Column("row", Integer, primary_key=True),
    Column("report", Integer, ForeignKey("reports.row", ondelete="CASCADE"), nullable=False),
    Column("stamp", String, nullable=False),
    Column("version", String, nullable=False),
    Column("current", Boolean, nullable=False),
    Column("added", String, nullable=False),
    Column("body", LargeBinary, nullable=False),
    UniqueConstraint("report", "stamp", name="readings_once"),
)

entities = Table(
    "entities",
    metadata,
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
    Index("entities_country", "country"),
    sqlite_with_rowid=False,
)

# The only way from a name to statements of several reports: private persons are never put here.
names = Table(
    "names",
    metadata,
    _of_reading(),
    Column("entity", String, primary_key=True),
    Column("use", String, primary_key=True),
    Column("key", String, primary_key=True),
    Index("names_key", "key", "use", "reading", "entity"),
    sqlite_with_rowid=False,
)

mentions = Table(
    "mentions",
    metadata,
    _of_reading(),
    Column("entity", String, primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("form", String, nullable=False),
    sqlite_with_rowid=False,
)

times = Table(
    "times",
    metadata,
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

attributions = Table(
    "attributions",
    metadata,
    _of_reading(),
    Column("id", String, primary_key=True),
    Column("speaker", String),
    Column("addressee", String),
    Column("within", String),
    Column("cue", String),
    Column("manner", String, nullable=False),
    sqlite_with_rowid=False,
)

statements = Table(
    "statements",
    metadata,
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
    Index("statements_order", "reading", "ordinal"),
    Index("statements_first_day", "first_day"),
    Index("statements_last_day", "last_day"),
)

statement_voices = Table(
    "statement_voices",
    metadata,
    _of_reading(),
    Column("statement", Integer, primary_key=True),
    Column("depth", Integer, primary_key=True),
    Column("entity", String, nullable=False),
    Index("statement_voices_entity", "reading", "entity"),
    sqlite_with_rowid=False,
)

participants = Table(
    "participants",
    metadata,
    _of_reading(),
    Column("statement", Integer, primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("entity", String),
    Column("role", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("standing", String, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Index("participants_entity", "reading", "entity"),
    sqlite_with_rowid=False,
)

statement_places = Table(
    "statement_places",
    metadata,
    _of_reading(),
    Column("statement", Integer, primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("entity", String, nullable=False),
    Column("precision", String, nullable=False),
    Index("statement_places_entity", "reading", "entity"),
    sqlite_with_rowid=False,
)

# What an analyst decided, laid over the readings. A row is never changed but to be undone.
decisions = Table(
    "decisions",
    metadata,
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

# The reports that speak of what a decision is about: with the last of them it goes too.
grounds = Table(
    "grounds",
    metadata,
    Column("decision", Integer, ForeignKey("decisions.row", ondelete="CASCADE"), primary_key=True),
    Column("subject", String, primary_key=True),
    Column("report", Integer, ForeignKey("reports.row", ondelete="CASCADE"), primary_key=True),
    Index("grounds_report", "report"),
)
