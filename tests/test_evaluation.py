"""Scores worked out by hand on invented sentences, and the files they are read from."""

import json
from pathlib import Path
from typing import Any

import pytest

from factories import actor, attribution, entity, reading, span, statement
from sayso.evaluation import TASKS, GoldError, GoldRecord, in_fold, load_gold, load_readings, score
from sayso.evaluation.assignment import best_sum
from sayso.model import (
    Cause,
    Event,
    Figure,
    Mention,
    Participant,
    Place,
    Plover,
    Reading,
    Report,
    Time,
)

TEXT = "The mayor of Norhaven said rebels shelled the port on Monday, and four people died."


def report() -> Report:
    return Report.of(TEXT, input_id="r1")


def record(**fields: Any) -> GoldRecord:
    return GoldRecord("r1", TEXT, {"id": "r1", "text": TEXT, **fields})


def at(words: str) -> list[int]:
    found = span(TEXT, words)
    return [found.start, found.end]


def figures(task: str, gold: GoldRecord, read: Reading | None) -> dict[str, Any]:
    return score(task, [gold], {"r1": read} if read else {})


def said(content: str, source: str | None = "The mayor of Norhaven") -> dict[str, Any]:
    where = {"content": (span(TEXT, content),)}
    return where | ({"source": span(TEXT, source)} if source else {})


CLAIM = "rebels shelled the port on Monday"
GOLD_CLAIM = {
    "attributions": [
        {"source": [at("The mayor of Norhaven")], "cue": [at("said")], "content": [at(CLAIM)]}
    ]
}


def test_an_attribution_with_the_wrong_source_is_right_in_content_only() -> None:
    read = reading(
        report(), attributions=[attribution(TEXT, "a1", None, "said", **said(CLAIM, "Norhaven"))]
    )
    result = figures("attribution", record(**GOLD_CLAIM), read)
    assert result["content"]["f1"] == 100.0
    assert result["content_source"]["f1"] == 0.0
    assert result["cue_chars"] == {"p": 100.0, "r": 100.0, "f1": 100.0}


def test_an_attribution_inside_a_right_one_is_neither_right_nor_wrong() -> None:
    whole = attribution(TEXT, "a1", None, "said", **said(CLAIM))
    inner = attribution(TEXT, "a2", None, None, **said("shelled the port", None))
    apart = attribution(TEXT, "a3", None, None, **said("four people died", None))
    nested = figures(
        "attribution", record(**GOLD_CLAIM), reading(report(), attributions=[whole, inner])
    )
    beside = figures(
        "attribution", record(**GOLD_CLAIM), reading(report(), attributions=[whole, apart])
    )
    assert nested["all_three"]["p"] == 100.0
    assert beside["all_three"]["p"] == 50.0


def place_entity(id: str, words: str, lat: float | None) -> Any:
    place = Place(lat=lat, lon=None if lat is None else 5.0, type="city")
    return entity(TEXT, id, "place", words, place=place)


@pytest.mark.parametrize(
    ("lat", "near"),
    [(60.0, 100.0), (61.4, 100.0), (61.5, 0.0), (None, 0.0)],  # a degree north is 111.2 km
)
def test_a_place_is_right_within_161_kilometres(lat: float | None, near: float) -> None:
    start, end = at("Norhaven")
    gold = record(toponyms=[{"start": start, "end": end, "lat": 60.0, "lon": 5.0}])
    result = figures(
        "places", gold, reading(report(), entities=[place_entity("e1", "Norhaven", lat)])
    )
    assert result["found"]["f1"] == 100.0
    assert result["acc161_of_found"] == near


def test_a_place_on_a_toponym_without_coordinates_is_not_counted() -> None:
    start, end = at("port")
    gold = record(toponyms=[{"start": start, "end": end, "lat": None, "lon": None}])
    read = reading(report(), entities=[place_entity("e1", "port", 1.0)])
    assert figures("places", gold, read)["found"]["p"] == 0.0
    both = reading(
        report(), entities=[place_entity("e1", "port", 1.0), place_entity("e2", "Monday", 1.0)]
    )
    full = record(
        toponyms=[
            *gold.fields["toponyms"],
            {"start": at("Monday")[0], "end": at("Monday")[1], "lat": 1.0, "lon": 5.0},
        ]
    )
    assert figures("places", full, both)["found"] == {"p": 100.0, "r": 100.0, "f1": 100.0}


def test_a_time_needs_its_value() -> None:
    start, end = at("Monday")
    gold = record(timexes=[{"start": start, "end": end, "value": "2031-03-03", "type": "DATE"}])
    time = Time(
        id="t1", start=start - 3, end=end, text="on Monday", type="DATE", value="XXXX-WXX-1"
    )
    result = figures("times", gold, reading(report(), times=[time]))
    assert result["span_relaxed"]["f1"] == 100.0
    assert result["value"]["f1"] == 0.0
    assert result["type_of_found"] == 100.0


def cause_statement(driver: str, effect: str, relation: str = "cause") -> Any:
    return statement(
        TEXT,
        "s1",
        "cause",
        f"{CLAIM}, and four people died",
        cause=Cause(
            driver=span(TEXT, driver),
            effect=span(TEXT, effect),
            sign="+",
            relation=relation,  # type: ignore[arg-type]
            cue=span(TEXT, "and"),
        ),
    )


@pytest.mark.parametrize("signal", [[], [[61, 64]]])
def test_causes_without_a_signal_stay_out_of_the_cued_figures(signal: list[Any]) -> None:
    relation = {"cause": [at(CLAIM)], "effect": [at("four people died")], "signal": signal}
    gold = record(label=1, relations=[relation])
    read = reading(report(), statements=[cause_statement(CLAIM, "four people died")])
    result = figures("causes", gold, read)
    assert result["relation_on_causal_sentences"]["f1"] == 100.0
    assert result["sentence_cued"]["r"] == (100.0 if signal else 0.0)
    assert result["relation_cued"]["f1"] == (100.0 if signal else 0.0)
    turned = reading(report(), statements=[cause_statement("four people died", CLAIM)])
    assert figures("causes", gold, turned)["relation_on_causal_sentences"]["f1"] == 0.0


def event_statement(id: str, type_: str | None, *people: Any, words: str = CLAIM) -> Any:
    plover = Plover(type=type_) if type_ else None
    event = Event(plover=plover, trigger=span(TEXT, "shelled"), participants=people)
    return statement(TEXT, id, "event", words, event=event)


def test_the_event_on_the_marked_sides_is_judged_not_the_first() -> None:
    sides = [("S", "rebels"), ("T", "the port")]
    spans = [dict(zip(("start", "end"), at(w), strict=True), role=r) for r, w in sides]
    gold = record(event="FIGHT", spans=spans)
    people = (
        actor(TEXT, "e1", "armed_group", "rebels"),
        actor(TEXT, "e2", "facility", "the port", role="recipient"),
    )
    read = reading(
        report(),
        statements=[event_statement("s1", "AID"), event_statement("s2", "ASSAULT", *people)],
    )
    result = figures("plover", gold, read)
    assert result["accuracy"] == 100.0
    assert result["among_fitting"] == 100.0
    assert result["events_per_sentence"] == 2.0
    swapped = figures("roles", gold, read)
    assert swapped == {
        "task": "roles",
        "records": 1,
        "not_read": 0,
        "actor": {"p": 100.0, "r": 100.0, "f1": 100.0},
        "recipient": {"p": 100.0, "r": 100.0, "f1": 100.0},
    }


def test_an_instrument_is_a_source_where_the_gold_says_so_and_else_not_wrong() -> None:
    tool = actor(TEXT, "e1", "weapon", "rebels", role="instrument")
    read = reading(report(), statements=[event_statement("s1", "ASSAULT", tool)])
    start, end = at("rebels")
    with_source = record(spans=[{"start": start, "end": end, "role": "S"}])
    assert figures("roles", with_source, read)["actor"]["f1"] == 100.0
    elsewhere = record(spans=[{"start": 0, "end": 9, "role": "S"}])
    someone = actor(TEXT, "e2", "person", "The mayor")
    more = reading(report(), statements=[event_statement("s1", "ASSAULT", tool, someone)])
    assert figures("roles", elsewhere, more)["actor"]["p"] == 100.0


def test_fillers_match_by_head_word_and_by_other_mentions_of_the_entity() -> None:
    gold = record(roles={"perp_org": [["ARMED REBELS"]], "target": [["HARBOUR"], ["PORT"]]})
    people = (
        actor(TEXT, "e1", "person", "rebels"),  # the entity's kind goes before this one
        actor(TEXT, "e2", "facility", "the port", role="recipient"),
    )
    read = reading(
        report(),
        entities=[
            entity(TEXT, "e1", "armed_group", "rebels"),
            entity(TEXT, "e2", "facility", "the port"),
        ],
        statements=[event_statement("s1", "ASSAULT", *people)],
    )
    result = figures("incidents", gold, read)
    assert result["perp_org"]["f1"] == 100.0
    assert result["target"] == {"p": 100.0, "r": 50.0, "f1": 66.7}
    aid = reading(report(), statements=[event_statement("s1", "AID", *people)])
    assert figures("incidents", gold, aid)["micro"]["r"] == 0.0


def test_mentions_leave_pronouns_and_unsure_gold_out() -> None:
    def gold_entity(words: str, confidence: float) -> dict[str, Any]:
        start, end = at(words)
        return {"start": start, "end": end, "type": "Person", "confidence": confidence}

    gold = record(entities=[gold_entity("rebels", 0.9), gold_entity("four people", 0.1)])
    rebels, people = span(TEXT, "rebels"), span(TEXT, "four people")
    mentions = tuple(
        Mention(start=s.start, end=s.end, text=s.text, form=form)  # type: ignore[arg-type]
        for s, form in ((rebels, "nominal"), (people, "nominal"), (span(TEXT, "The"), "pronoun"))
    )
    one = entity(TEXT, "e1", "people", "rebels").model_copy(update={"mentions": mentions})
    result = figures("mentions", gold, reading(report(), entities=[one]))
    assert result["span_half"] == {"p": 100.0, "r": 100.0, "f1": 100.0}
    assert result["exact_of_found"] == 100.0


def test_factuality_takes_the_smallest_statement_and_its_polarity() -> None:
    words = ("said", "shelled", "died")
    events = [
        dict(zip(("start", "end"), at(w), strict=True), score=s)
        for w, s in zip(words, (3.0, -2.0, 0.0), strict=True)
    ]
    read = reading(
        report(),
        attributions=[attribution(TEXT, "a1", None, "said")],
        statements=[
            statement(TEXT, "s1", "remark", TEXT[:-1]),
            statement(TEXT, "s2", "remark", CLAIM, certainty="probable", polarity="negative"),
            statement(TEXT, "s3", "remark", "four people died", stance="hypothetical"),
        ],
    )
    result = figures("factuality", record(events=events), read)
    assert result["mae"] == 0.333  # 3 for 3, -2 for -2, 1 for 0
    assert result["covered"] == 100.0
    assert figures("factuality", record(events=[]), read)["mae"] is None


def test_whole_statements_with_alternatives_and_optional_ones() -> None:
    def wanted(kind: str, words: str, **more: Any) -> dict[str, Any]:
        start, end = at(words)
        plain = {"stance": "asserted", "polarity": "positive", "certainty": "certain", "voice": []}
        return {"kind": kind, "start": start, "end": end, **plain, **more}

    gold = record(
        statements=[
            wanted("remark", CLAIM, kind_alt="event", voice=["Mayor"], places=["Norhaven"]),
            wanted("figure", "four people died", low=4, best=4, high=4),
            wanted("remark", "The mayor of Norhaven", optional=True),
        ]
    )
    read = reading(
        report(),
        entities=[entity(TEXT, "e1", "person", "the mayor"), place_entity("e2", "Norhaven", 1.0)],
        attributions=[attribution(TEXT, "a1", "e1", "said")],
        statements=[
            event_statement("s1", "ASSAULT").model_copy(update={"attribution": "a1"}),
            statement(
                TEXT,
                "s2",
                "figure",
                "four people died",
                figure=Figure(low=4, best=4, high=None, measure="deaths"),
            ),
            statement(TEXT, "s3", "remark", "The mayor of Norhaven"),
            cause_statement("The mayor", "Monday", "purpose"),
        ],
    )
    result = figures("statements", gold, read)
    assert result["all"] == {"p": 100.0, "r": 100.0, "f1": 100.0}
    assert result["of_matched"]["voice"] == 100.0
    assert result["figure_right"] == 0.0  # the upper bound is missing
    assert result["place_found"] == 0.0  # the event is at no place


@pytest.mark.parametrize("task", TASKS)
def test_a_report_that_was_not_read_counts_as_missed(task: str) -> None:
    fields: dict[str, Any] = {
        "attributions": [], "toponyms": [], "timexes": [], "label": 0, "event": "AID", "spans": [],
        "roles": {}, "entities": [], "events": [], "statements": [],
        "mentions": [], "sentences": [],
    }  # fmt: skip
    assert score(task, [record(**fields)], {})["not_read"] == 1
    assert score(task, [record(**fields)], {"r1": None})["not_read"] == 0


def test_gold_of_another_task_and_unknown_tasks_are_told() -> None:
    with pytest.raises(GoldError, match="r1 has not the fields of the task times"):
        score("times", [record(toponyms=[])], {})
    with pytest.raises(GoldError, match="no task tides"):
        score("tides", [], {})


@pytest.mark.parametrize(
    ("lines", "fault"),
    [
        (['{"id": "a", "text": "x"}', "{"], "line 2: broken JSON"),
        (['{"id": "a"}'], "line 1: no id and text"),
        (["", "[]"], "line 2: not a JSON object"),
    ],
)
def test_broken_gold_is_told_by_its_line(tmp_path: Path, lines: list[str], fault: str) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text("\n".join(lines))
    with pytest.raises(GoldError, match=fault):
        load_gold(path)


def test_missing_and_undecodable_files_are_told(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="No such file"):
        load_gold(tmp_path / "none.jsonl")
    (tmp_path / "bytes.jsonl").write_bytes(b'{"id": "\xff"}')
    with pytest.raises(GoldError, match="not UTF-8"):
        load_gold(tmp_path / "bytes.jsonl")


def test_a_line_that_is_no_reading_is_told(tmp_path: Path) -> None:
    path = tmp_path / "read.jsonl"
    path.write_text(json.dumps({"report": {"id": "r1"}}) + "\n")
    with pytest.raises(GoldError, match="line 1: no reading: reader"):
        load_readings(path)


def test_a_written_reading_is_read_back(tmp_path: Path) -> None:
    read = reading(report(), statements=[statement(TEXT, "s1", "remark", CLAIM)])
    path = tmp_path / "read.jsonl"
    path.write_text(read.to_json() + '\n{"report": {"id": "r2"}, "error": "empty"}\n')
    assert load_readings(path) == {"r1": read, "r2": None}


@pytest.mark.parametrize(
    ("fields", "published"),
    [
        ({"published": "2031-03-05"}, "2031-03-05"),
        ({"date": "2031-03-05 12:00:01"}, "2031-03-05"),
        ({"date": ["no date"], "dct": {"value": "2031-03-04"}}, "2031-03-04"),
        ({"dateline": {"iso": "2031-03-03"}}, "2031-03-03"),
        ({"dateline": None, "dct": {"value": "2031-03"}}, None),
    ],
)
def test_the_published_date_under_its_many_names(
    fields: dict[str, Any], published: str | None
) -> None:
    assert record(**fields).published == published
    assert GoldRecord("TOI_20310306_x", "t", fields).published == (published or "2031-03-06")


def test_the_two_folds_part_a_file() -> None:
    ids = [f"report-{n}" for n in range(200)]
    halves = [[i for i in ids if in_fold(i, fold)] for fold in (0, 1)]
    assert sorted(halves[0] + halves[1]) == sorted(ids)
    assert min(map(len, halves)) > 70


def _told(id: str, trigger: str, **parts: Any) -> Any:
    event = Event(trigger=span(TEXT, trigger), **parts)
    return statement(TEXT, id, "event", trigger, event=event)


def test_mentions_of_one_event_are_clusters_of_the_reading() -> None:
    gold = record(
        mentions=[
            {"start": at(w)[0], "end": at(w)[1], "type": t, "cluster": c, "clean": clean}
            for w, t, c, clean in (
                ("shelled", "ACTION_OCCURRENCE", "c1", True),
                ("died", "ACTION_OCCURRENCE", "c1", True),
                ("said", "ACTION_REPORTING", None, True),
                ("port", "LOC_GEO", "c1", True),
                ("rebels", "ACTION_OCCURRENCE", "c1", False),
            )
        ]
    )
    one = reading(report(), statements=[_told("s1", "shelled"), _told("s2", "died", same_as="s1")])
    two = reading(report(), statements=[_told("s1", "shelled"), _told("s2", "died")])
    right, apart = figures("coreference", gold, one), figures("coreference", gold, two)
    assert (right["conll_f1"], right["covered"]) == (100.0, 66.7)
    # two of three stand apart: no link, B-cubed 1 and 2/3, CEAF (1 + 2/3) over 3 and over 2
    assert (apart["muc"]["f1"], apart["b_cubed"]["f1"], apart["ceaf_e"]["f1"]) == (0.0, 80.0, 66.7)
    assert apart["conll_f1"] == apart["alone"] == 48.9


@pytest.mark.parametrize(
    ("scores", "best"),
    [([[3.0, 2.0], [2.0, 0.0]], 4.0), ([[1.0, 5.0, 2.0]], 5.0), ([[1.0], [4.0]], 4.0), ([], 0.0)],
)
def test_the_best_pairing_is_not_the_greedy_one(scores: list[list[float]], best: float) -> None:
    assert best_sum(scores) == best


@pytest.mark.parametrize(
    ("trigger", "rule", "doer", "label"),
    [
        ("shelled", "events.verb.shell", "Police", "force"),
        ("shelled", "events.verb.kill", "Police", "kill"),
        ("shelled", "events.verb.arrest", "Police", "arrest"),
        ("shelled", "events.verb.inaction", "Police", "fail"),
        ("shelled", "events.verb.shell", "Rebels", None),
    ],
)
def test_acts_of_police_are_counted_by_sentence(
    trigger: str, rule: str, doer: str, label: str | None
) -> None:
    text = f"{doer} shelled the port. It rained."
    kind = "COERCE" if label == "arrest" else "ASSAULT"
    event = Event(
        plover=Plover(type=kind),
        trigger=span(text, trigger),
        participants=(
            Participant(role="actor", kind="government", start=0, end=len(doer), text=doer),
        ),
    )
    told = statement(text, "s1", "event", trigger, event=event)
    told = told.model_copy(update={"rules": (rule,)})
    read = reading(Report.of(text, input_id="r1"), statements=[told])
    every = ["KILL", "ARREST", "FORCE", "FAIL"]
    sentences = [
        {"text": f"{doer}  shelled the port.", "labels": every},
        {"text": "It rained.", "labels": []},
    ]
    gold = GoldRecord("r1", text, {"id": "r1", "text": text, "sentences": sentences})
    result = figures("police", gold, read)
    hit = {name.lower() for name in every if result[name.lower()]["r"] == 100.0}
    assert hit - {"force"} == ({label} - {"force"} if label else set())
    assert ("force" in hit) == (label in ("force", "kill"))
    assert all(result[name.lower()]["p"] in (0.0, 100.0) for name in every)
