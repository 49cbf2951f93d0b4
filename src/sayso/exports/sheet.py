"""``csv``: one row an event statement, in Sayso's own columns (``data/csv.yaml``)."""

from collections.abc import Iterator

from sayso.exports.case import Case
from sayso.exports.formats import Cell, Row, described, listed, number
from sayso.model import Count, Role


def row(case: Case) -> Row:
    """The cells of an event; every event has a row."""
    statement, report = case.statement, case.reading.report
    certainty = statement.certainty
    return {
        "statement_id": case.id,
        "report_id": case.report,
        "start": statement.start,
        "end": statement.end,
        **dict(_when(case)),
        **dict(_codes(case)),
        **dict(_parties(case, "actor")),
        **dict(_parties(case, "recipient")),
        **dict(_parties(case, "instrument")),
        "voice": case.voice,
        "stance": statement.stance,
        "polarity": statement.polarity,
        "certainty": certainty.level,
        "certainty_low": certainty.low,
        "certainty_high": certainty.high,
        "certainty_scale": certainty.scale if certainty.low is not None else None,
        "reading_confidence": statement.reading_confidence,
        **dict(_where(case)),
        **dict(_counts("deaths", case.event.deaths)),
        **dict(_counts("injuries", case.event.injuries)),
        "disputes": listed(f"{case.report}/{local}" for local in statement.disputes),
        "quotation": case.quotation,
        "title": case.title,
        "publisher": report.publisher,
        "agency": report.agency,
        "published": report.published,
        "url": case.url,
    }


def _when(case: Case) -> Iterator[tuple[str, Cell]]:
    interval = case.statement.interval
    yield "date_from", interval.from_ if interval else None
    yield "date_to", interval.to if interval else None
    yield "date_precision", interval.precision if interval else None
    yield "date_basis", interval.basis if interval else None


def _codes(case: Case) -> Iterator[tuple[str, Cell]]:
    plover, acled = case.event.plover, case.event.acled
    yield "plover_type", plover.type if plover else None
    yield "plover_mode", plover.mode if plover else None
    yield "plover_contexts", listed(plover.contexts) if plover else None
    yield "cameo", case.event.cameo
    yield "acled_event_type", acled.event_type if acled else None
    yield "acled_sub_event_type", acled.sub_event_type if acled else None
    yield "trigger", case.veil.words(case.event.trigger.start, case.event.trigger.end)


def _parties(case: Case, role: Role) -> Iterator[tuple[str, Cell]]:
    """Five columns of equal length for a role: names, words, kinds, standings, links."""
    parties = list(case.parties(role))
    yield f"{role}s", listed(p.marked for p in parties)
    yield f"{role}_words", listed(p.words for p in parties)
    yield f"{role}_kinds", listed(p.participant.kind for p in parties)
    yield f"{role}_standings", listed(p.participant.standing for p in parties)
    linked = any(p.link for p in parties)
    yield f"{role}_links", listed(p.link for p in parties) if linked else None


def _where(case: Case) -> Iterator[tuple[str, Cell]]:
    places, spot = case.places, case.spot
    yield "place", case.veil.name(places[0][1]) if places else None
    yield "place_precision", places[0][0].precision if places else None
    yield "latitude", spot.lat if spot else None
    yield "longitude", spot.lon if spot else None
    yield "country", spot.country if spot else None
    yield "admin1", spot.admin1 if spot else None
    link = case.veil.link(places[0][1]) if places else None
    yield "place_link", f"{link.scheme}:{link.id}" if link else None
    yield "other_places", listed(case.veil.name(entity) for _, entity in places[1:])


def _counts(measure: str, count: Count) -> Iterator[tuple[str, Cell]]:
    yield f"{measure}_low", number(count.low)
    yield f"{measure}_best", number(count.best)
    yield f"{measure}_high", number(count.high)


FORMAT = described("csv", "one row an event, in Sayso's own columns", row)
