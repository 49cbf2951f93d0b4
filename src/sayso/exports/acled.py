"""``acled``: ACLED's columns in ACLED's order, then Sayso's own (``data/acled.yaml``).

The columns and codes are those of ACLED's code book of October 2024. What a report does not say
stays empty: no fatalities is not zero fatalities, and an event id of ACLED's is nobody else's.
"""

from collections.abc import Iterator

from sayso.exports.acled_codes import (
    When,
    civilian_targeting,
    country_of,
    disorder,
    fatalities,
    geo_precision,
    inter,
    interaction,
    when,
)
from sayso.exports.case import Case, Party
from sayso.exports.formats import Cell, LeftOut, Row, described, listed
from sayso.exports.tables import lexicon
from sayso.model import Acled

_NO_TYPE = LeftOut("without an ACLED type")
_NOT_STATED = LeftOut("whose parties are only suspected, accused, claimed or denied")
_POINTS = ("exact", "near", "admin2", "admin1")


def row(case: Case) -> Row | LeftOut:
    """The cells of an event; none where it has no ACLED type, nor, where only plain events are
    wanted, where one of its parties is not simply stated to have taken part.
    """
    code = case.event.acled
    if code is None:
        return _NO_TYPE
    not_stated = [p for p in _actors(case) if p.participant.standing != "stated"]
    if not_stated and case.plain:
        return _NOT_STATED
    return {
        "event_id_cnty": case.id,
        **dict(_days(when(case.statement.interval))),
        "disorder_type": disorder(code),
        "event_type": code.event_type,
        "sub_event_type": code.sub_event_type,
        **dict(_parties(case, code)),
        **dict(_where(case)),
        "source": listed(_sources(case)),
        "source_scale": None,
        "notes": f"{case.voice or 'The report'}: “{case.quotation}”",
        "fatalities": fatalities(case),
        "tags": None,
        "timestamp": None,
        "voice": case.voice,
        "stance": case.statement.stance,
        "polarity": case.statement.polarity,
        "certainty": case.statement.certainty.level,
        "standing": _standing(case, not_stated),
        "quotation": case.quotation,
        "report_id": case.report,
        "statement_id": case.id,
        "reading_confidence": case.statement.reading_confidence,
    }


def _days(found: When) -> Iterator[tuple[str, Cell]]:
    yield "event_date", found.date
    yield "year", found.year
    yield "time_precision", found.precision


def _actors(case: Case) -> list[Party]:
    """Who took part: not the bus that was hit, nor the place."""
    kinds = lexicon("words")["actor_kinds"]
    return [p for p in case.parties("actor", "recipient") if p.participant.kind in kinds]


def _sides(case: Case) -> tuple[list[Party], list[Party]]:
    """Both sides, of whom only those that are stated to have taken part.

    Where an armed clash has all in one list, the first two are a side each; whose side any further
    ones were on is not known, and they stay out.
    """
    stated = [p for p in _actors(case) if p.participant.standing == "stated" and p.name]
    first = [p for p in stated if p.participant.role == "actor"]
    second = [p for p in stated if p.participant.role == "recipient"]
    clash = case.event.acled is not None and case.event.acled.sub_event_type == "Armed clash"
    together = first or second
    if clash and len(together) > 1 and not (first and second):
        return together[:1], together[1:2]
    return first, second


def _parties(case: Case, code: Acled) -> Iterator[tuple[str, Cell]]:
    first, second = _sides(case)
    here = country_of(case.spot)
    codes = [inter(side[0], code, here) if side else None for side in (first, second)]
    for number, side in enumerate((first, second)):
        yield f"actor{number + 1}", side[0].name if side else None
        yield f"assoc_actor_{number + 1}", listed(p.name for p in side[1:])
        yield f"inter{number + 1}", codes[number]
    yield "interaction", interaction(*codes)
    yield "civilian_targeting", civilian_targeting(code, codes[1]) if case.is_told_as_so else None


def _where(case: Case) -> Iterator[tuple[str, Cell]]:
    spot, places = case.spot, case.places
    country = country_of(spot)
    precision = places[0][0].precision if places else None
    has_point = precision in _POINTS and spot is not None
    yield "iso", country.numeric if country else None
    yield "region", None
    yield "country", country.name if country else None
    yield "admin1", spot.admin1 if spot else None
    yield "admin2", case.veil.name(places[0][1]) if precision == "admin2" else None
    yield "admin3", None
    yield "location", case.veil.name(places[0][1]) if has_point else None
    yield "latitude", spot.lat if has_point and spot else None
    yield "longitude", spot.lon if has_point and spot else None
    yield "geo_precision", geo_precision(precision)


def _sources(case: Case) -> Iterator[str]:
    report = case.reading.report
    yield from dict.fromkeys(name for name in (report.agency, report.publisher) if name)


def _standing(case: Case, not_stated: list[Party]) -> str | None:
    if not_stated:
        each = (
            f"{p.participant.role} {p.name or p.words}: {p.participant.standing}"
            for p in not_stated
        )
        return listed(each)
    return "stated" if _actors(case) else None


FORMAT = described("acled", "ACLED's columns in their order, then Sayso's", row)
