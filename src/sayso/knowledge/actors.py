"""The actor table: armed groups, governments, coalitions, international and news organisations."""

from dataclasses import dataclass
from functools import lru_cache

from sayso.knowledge.countries import Countries, Country, countries_by_word
from sayso.knowledge.loader import lexicon, table
from sayso.model import EntityKind

__all__ = ["Actor", "Actors", "Countries", "Country", "load_actors"]

_PREFIX = 2  # letters by which aliases are kept apart; the shortest alias has two
_ARTICLE_FORMS = ("al-", "Al-", "al ", "Al ", "el-", "El-", "Al- ")


@dataclass(frozen=True, slots=True)
class Actor:
    """One row of the actor table. ``country`` is ISO 3166-1 alpha-3, ``sector`` a PLOVER sector,
    ``wikidata`` an id there, or None where it is not known for certain. ``caution`` holds the
    aliases that are words in their own right ("IS", "WHO") and are not taken in capitals-only copy.
    """

    id: str
    name: str
    kind: EntityKind
    country: str | None
    sector: str | None
    aliases: tuple[str, ...]
    wikidata: str | None = None
    caution: frozenset[str] = frozenset()


class Actors:
    """The actor table, looked up by name or alias, and the countries whose governments act."""

    def __init__(self, rows: tuple[Actor, ...], countries: Countries | None = None) -> None:
        self.countries = countries or Countries(())
        self._by_alias: dict[str, Actor] = {}
        self._capitals: dict[str, Actor] = {}
        self._written: dict[str, str] = {}
        for row in rows:
            for alias in (row.name, *row.aliases):
                for form in _spellings(alias):
                    self._by_alias.setdefault(form, row)
                    if alias not in row.caution:
                        self._capitals.setdefault(form.upper(), row)
                        self._written.setdefault(form.upper(), form)
        self._mixed = _buckets(self._by_alias)
        self._upper = _buckets(self._capitals)
        self._governments = {
            c.alpha3: Actor(c.alpha3, c.name, "government", c.alpha3, "GOV", c.other_names)
            for c in self.countries.rows
        }
        self._holders = {
            alias: str(name)
            for name, aliases in lexicon("mention_rules")["holders"].items()
            for alias in (name, *aliases)
        }

    def lookup(self, name: str) -> Actor | None:
        """The actor of that name or alias as written, or None."""
        return self._by_alias.get(name)

    def find(self, text: str, start: int, *, capitals: bool = False) -> tuple[Actor, int] | None:
        """The actor whose longest name or alias begins at the character ``start`` of ``text``, with
        the character behind it; None where there is none. Case counts. ``capitals`` says that the
        text around is all in capitals: names are then matched so, and aliases that are words of
        their own ("IS") are left out.
        """
        buckets, rows = (self._upper, self._capitals) if capitals else (self._mixed, self._by_alias)
        for alias in buckets.get(text[start : start + _PREFIX], ()):
            end = start + len(alias)
            if text.startswith(alias, start) and not text[end : end + 1].isalnum():
                return rows[alias], end
        return None

    def spelling(self, text: str, start: int) -> str | None:
        """The name or alias, as it is ordinarily written, that begins at the character ``start`` of
        a text in capitals, of the same length there; None where there is none.
        """
        hit = self.find(text, start, capitals=True)
        written = self._written[text[start : hit[1]]] if hit is not None else ""
        return written if hit is not None and len(written) == hit[1] - start else None

    def government(self, alpha3: str) -> Actor | None:
        """The government of a country, under the country's name; ``id`` is its alpha-3 code."""
        return self._governments.get(alpha3)

    def holder(self, name: str) -> str | None:
        """The canonical name of an office-holder whose name is spelt in several ways, or None."""
        return self._holders.get(name)


def _buckets(forms: dict[str, Actor]) -> dict[str, tuple[str, ...]]:
    """Aliases by their first letters, the longest first."""
    found: dict[str, list[str]] = {}
    for alias in sorted(forms, key=lambda a: (-len(a), a)):
        found.setdefault(alias[:_PREFIX], []).append(alias)
    return {key: tuple(aliases) for key, aliases in found.items()}


def _spellings(alias: str) -> tuple[str, ...]:
    """An alias, and where it begins with the Arabic article the ways that is written."""
    if alias[:3] in ("Al-", "Al ", "al-"):
        return tuple(prefix + alias[3:] for prefix in _ARTICLE_FORMS)
    return (alias,)


def _slug(name: str) -> str:
    kept = "".join(c if c.isalnum() else "-" for c in name.lower())
    return "-".join(part for part in kept.split("-") if part)


@lru_cache(maxsize=1)
def load_actors() -> Actors:
    """The actor table of the package. Raises ``DataFileError`` where the table is broken."""
    rows = tuple(
        Actor(
            id=_slug(row["name"]),
            name=row["name"],
            kind=row["kind"],  # type: ignore[arg-type]  # a test holds the column to EntityKind
            country=row["country"] or None,
            sector=row["sector"] or None,
            aliases=tuple(a for a in row["aliases"].split("|") if a),
            wikidata=row["wikidata"] or None,
            caution=frozenset(a for a in row["caution"].split("|") if a),
        )
        for row in table("actors")
    )
    return Actors(rows, countries_by_word())
