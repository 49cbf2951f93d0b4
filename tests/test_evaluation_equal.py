"""Our scorers give exactly the figures of the shared scorer, on parts of the gold it stands on.

The readings are made from the gold itself, bent out of shape by a seeded chance, so that every
branch is met: spans that fit, nearly fit, nest, repeat and miss.
"""

import importlib.util
import json
import os
import random
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from sayso.evaluation import TASKS, GoldRecord, in_fold, load_gold, load_readings, score
from sayso.model import Reading

SHARED = Path(os.environ.get("SAYSO_SHARED") or Path(__file__).parents[2] / "shared")

pytestmark = pytest.mark.skipif(
    not (SHARED / "bench" / "score.py").is_file(), reason="the shared scorer and gold are not here"
)

PARTS = [
    ("attribution", "gold/polnear_dev.jsonl", 4),
    ("places", "gold/geo_lgl.jsonl", 30),
    ("times", "gold/temporal_timebank.jsonl", 15),
    ("causes", "gold/causal_cnc_v2_train.jsonl", 120),
    ("plover", "gold/plv_train.jsonl", 120),
    ("roles", "gold/cameo_srctgt_train.jsonl", 120),
    ("incidents", "gold/muc4_dev.jsonl", 20),
    ("mentions", "gold/re3d_dev.jsonl", 8),
    ("factuality", "gold/factuality_uw_dev.jsonl", 80),
    ("statements", "reports/libya-relocation/expected.jsonl", 1),
]
KINDS = ("person", "armed_group", "organization", "government", "facility", "vehicle", "place")
STAMP = {"version": "0", "pipeline": "none", "weights": "", "lexicons": "", "gazetteer": ""}


class Bent:
    """A reading that is like the gold, and unlike it."""

    def __init__(self, record: GoldRecord, seed: int) -> None:
        self.record = record
        self.text = record.text
        self.chance = random.Random(f"{seed} {record.id}")
        self.entities: list[dict[str, Any]] = []
        self.attributions: list[dict[str, Any]] = []
        self.times: list[dict[str, Any]] = []
        self.statements: list[dict[str, Any]] = []

    def reading(self) -> dict[str, Any]:
        for path in (
            self.from_attributions,
            self.from_toponyms,
            self.from_timexes,
            self.from_relations,
            self.from_spans,
            self.from_roles,
            self.from_mentions,
            self.from_events,
            self.from_statements,
            self.from_nothing,
        ):
            path()
        for n, statement in enumerate(self.statements, 1):
            statement["id"] = f"s{n}"
        report = {"id": self.record.id, "sha256": "", "identity": "", "text": self.text}
        return {
            "schema": "sayso/reading/1",
            "reader": STAMP,
            "report": report,
            "entities": self.entities,
            "times": self.times,
            "attributions": self.attributions,
            "statements": self.statements,
        }

    def often(self, share: float = 0.7) -> bool:
        return self.chance.random() < share

    def span(self, start: int, end: int) -> dict[str, Any]:
        """The span, or one some characters off."""
        if self.often(0.5):
            start = max(0, start + self.chance.randint(-6, 6))
            end = min(len(self.text), max(start + 1, end + self.chance.randint(-6, 6)))
        return {"start": start, "end": end, "text": self.text[start:end]}

    def anywhere(self) -> dict[str, Any]:
        start = self.chance.randrange(max(1, len(self.text) - 40))
        return self.span(start, min(len(self.text), start + self.chance.randint(1, 40)))

    def entity(self, name: str, *spans: dict[str, Any], place: Any = None) -> str:
        forms = ("name", "name", "nominal", "pronoun")
        self.entities.append(
            {
                "id": f"e{len(self.entities) + 1}",
                "kind": self.chance.choice(KINDS),
                "name": name,
                "place": place,
                "mentions": [{**s, "form": self.chance.choice(forms)} for s in spans],
            }
        )
        return str(self.entities[-1]["id"])

    def attribution(self, speaker: str | None, source: Any, cue: Any, content: list[Any]) -> str:
        within = self.attributions[-1]["id"] if self.attributions and self.often(0.2) else None
        self.attributions.append(
            {
                "id": f"a{len(self.attributions) + 1}",
                "speaker": speaker,
                "source": source,
                "cue": cue,
                "content": content,
                "manner": "indirect",
                "within": within,
                "rule": "test",
            }
        )
        return str(self.attributions[-1]["id"])

    def statement(self, kind: str, span: dict[str, Any], **more: Any) -> None:
        pick = self.chance.choice
        said = [a["id"] for a in self.attributions]
        self.statements.append(
            {
                **span,
                "kind": kind,
                "attribution": pick(said) if said and self.often(0.3) else None,
                "stance": pick(["asserted", "expected", "hypothetical", "questioned"]),
                "polarity": pick(["positive", "positive", "negative"]),
                "certainty": {
                    "level": pick(["certain", "probable", "possible", "unknown"]),
                    "scale": "icd203",
                },
                "reading_confidence": 0.5,
                **more,
            }
        )

    def event(self, type_: str | None, *people: dict[str, Any]) -> dict[str, Any]:
        return {"plover": {"type": type_} if type_ else None, "trigger": self.anywhere()} | {
            "participants": list(people)
        }

    def person(self, role: str, span: dict[str, Any], entity: str | None = None) -> dict[str, Any]:
        return {"role": role, "entity": entity, "kind": self.chance.choice(KINDS), **span}

    def gold(self, key: str) -> list[Any]:
        value = self.record.fields.get(key) or []
        return [item for item in value if self.often(0.8)]

    def from_attributions(self) -> None:
        for gold in self.gold("attributions"):
            roles = ("source", "cue", "content")
            parts = {k: [self.span(*s) for s in gold.get(k) or []] for k in roles}
            source, cue = (next(iter(parts[role]), None) for role in ("source", "cue"))
            content = parts["content"]
            self.attribution(None, source if self.often(0.8) else None, cue, content)
            if content and self.often(0.3):  # nested
                inner = content[0]
                self.attribution(None, source, None, [self.span(inner["start"] + 9, inner["end"])])

    def from_toponyms(self) -> None:
        for gold in self.gold("toponyms"):
            lat = gold.get("lat") or 10.0
            place = {
                "lat": lat + self.chance.choice([0, 0.5, 3]) if self.often(0.9) else None,
                "lon": gold.get("lon") or 10.0,
                "type": "city",
            }
            span = self.span(gold["start"], gold["end"])
            self.entity(gold["phrase"], span, self.anywhere(), place=place)

    def from_timexes(self) -> None:
        for gold in self.gold("timexes"):
            types = ["DATE", "TIME", "DURATION", "SET", gold["type"], gold["type"]]
            self.times.append(
                {
                    "id": f"t{len(self.times) + 1}",
                    **self.span(gold["start"], gold["end"]),
                    "type": self.chance.choice(types),
                    "value": gold["value"] if self.often() else "XXXX",
                }
            )

    def from_relations(self) -> None:
        for gold in self.gold("relations"):
            if "cause" not in gold:
                continue
            sides = (self.span(*gold[side][0]) for side in ("cause", "effect"))
            driver, effect = sides if self.often(0.8) else reversed(list(sides))
            cause = {"driver": driver, "effect": effect, "sign": "+", "cue": self.anywhere()}
            self.statement("cause", self.anywhere(), cause=cause)

    def from_spans(self) -> None:
        roles = {"S": "actor", "T": "recipient", "R": "actor", "SRC": "actor", "TAR": "recipient"}
        for _ in range(self.chance.randint(0, 2)):
            people = [
                self.person(
                    roles.get(s["role"], "recipient") if self.often(0.8) else "instrument",
                    self.span(s["start"], s["end"]),
                )
                for s in self.gold("spans")
                if s["start"] is not None
            ]
            types = [self.record.fields.get("event"), "DEMAND", "ASSAULT", "RETREAT", None]
            event = self.event(self.chance.choice(types), *people)
            self.statement("event", self.anywhere(), event=event)

    def from_roles(self) -> None:
        roles = self.record.fields.get("roles") or {}
        wordings = [(r, w) for r, fillers in roles.items() for f in fillers for w in f]
        for role, wording in wordings:
            at = self.text.find(wording)
            if at < 0 or self.often(0.3):
                continue
            span = self.span(at, at + len(wording))
            as_role = {"target": "recipient", "victim": "recipient", "weapon": "instrument"}
            entity = self.entity(wording, span) if self.often(0.5) else None
            person = self.person(as_role.get(role, "actor"), span, entity)
            type_ = self.chance.choice(["ASSAULT", "COERCE", "AID"])
            self.statement("event", span, event=self.event(type_, person))

    def from_mentions(self) -> None:
        for gold in self.gold("entities"):
            if "start" in gold:
                self.entity(gold["text"], self.span(gold["start"], gold["end"]))

    def from_events(self) -> None:
        for gold in self.gold("events"):
            span = self.span(max(0, gold["start"] - 8), min(len(self.text), gold["end"] + 8))
            if self.often(0.3):
                word = {"start": gold["start"], "end": gold["end"], "text": gold["text"]}
                self.attribution(None, None, word, [])
            else:
                self.statement("remark", span)

    def from_statements(self) -> None:
        for gold in self.gold("statements"):
            kind = gold.get("kind_alt") or gold["kind"] if self.often(0.2) else gold["kind"]
            chain = [self.entity(voice) for voice in gold["voice"]]
            link = None
            for speaker in reversed(chain):
                self.attribution(speaker, None, None, [])
                self.attributions[-1]["within"] = link
                link = self.attributions[-1]["id"]
            more: dict[str, Any] = {"attribution": link if self.often() else None}
            for key in ("stance", "polarity"):
                if self.often():
                    more[key] = gold[key]
            if kind == "figure":
                bounds = {k: gold.get(k) if self.often(0.9) else 7 for k in ("low", "best", "high")}
                more["figure"] = {**bounds, "measure": "deaths"}
            if kind == "cause" and "driver" in gold:
                sides = {
                    k: {"start": 0, "end": len(gold[k]), "text": gold[k]}
                    for k in ("driver", "effect")
                }
                relation = self.chance.choice(["cause", "purpose"])
                sign = gold["sign"] if self.often(0.8) else "?"
                cue = self.anywhere()
                more["cause"] = {**sides, "sign": sign, "relation": relation, "cue": cue}
            if kind == "event":
                more["event"] = self.event(gold.get("plover") if self.often() else None)
            more["places"] = [
                {"entity": self.entity(place), "precision": "exact"}
                for place in gold.get("places") or []
                if self.often()
            ]
            self.statement(kind, self.span(gold["start"], gold["end"]), **more)

    def from_nothing(self) -> None:
        """What no gold has: wild spans, empty contents, a purpose that nobody asked for."""
        self.statement("remark", self.anywhere())
        self.attribution(None, self.anywhere(), self.anywhere(), [self.anywhere(), self.anywhere()])
        self.entity("Nowhere", self.anywhere(), place={"type": "region"})
        sides = {k: self.anywhere() for k in ("driver", "effect", "cue")}
        purpose = {**sides, "sign": "+", "relation": "purpose"}
        if self.often(0.3):
            self.statement("cause", self.anywhere(), cause=purpose)


@pytest.fixture(scope="module")
def shared_scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("shared_score", SHARED / "bench" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def both_ways(
    shared: ModuleType, task: str, gold: list[GoldRecord], rows: list[dict[str, Any]]
) -> tuple[str, str]:
    theirs = {row["report"]["id"]: row for row in rows}
    missing = sum(record.id not in theirs for record in gold)
    want = {"task": task, "records": len(gold), "not_read": missing} | shared.TASKS[task](
        [record.fields for record in gold], theirs
    )
    ours = {row["report"]["id"]: Reading.model_validate(row) for row in rows}
    return json.dumps(score(task, gold, ours)), json.dumps(want)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize(("task", "file", "size"), PARTS)
def test_figures_are_those_of_the_shared_scorer(
    shared_scorer: ModuleType, task: str, file: str, size: int, seed: int
) -> None:
    gold = load_gold(SHARED / file)[:size]
    rows = [Bent(record, seed).reading() for record in gold]
    ours, theirs = both_ways(shared_scorer, task, gold, rows)
    assert ours == theirs
    assert sum(bool(value) for value in _leaves(json.loads(ours))) > 4


def _leaves(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return [leaf for part in value.values() for leaf in _leaves(part)]
    return [value]


def test_notes_with_acled_fields(shared_scorer: ModuleType) -> None:
    fields = [
        ("Explosions/Remote violence", "Air/drone strike", 3, 10.0),
        ("Battles", "Armed clash", 0, 10.4),
        ("Protests", "Peaceful protest", 2, 30.0),
        ("Riots", "Mob violence", 0, 10.0),
    ]
    keys = ("event_type", "sub_event_type", "fatalities", "lat")
    gold = [
        GoldRecord(
            f"n{n}",
            text := "Drones hit Norhaven, three died.",
            {**dict(zip(keys, row, strict=True)), "lon": "10.0", "id": f"n{n}", "text": text},
        )
        for n, row in enumerate(fields)
    ]
    rows = []
    for record in gold[:3]:
        bent = Bent(record, 1)
        bent.entity("Norhaven", bent.span(11, 19), place={"lat": 10.0, "lon": 10.0, "type": "city"})
        codes = {"event_type": fields[0][0], "sub_event_type": fields[0][1]}
        event = bent.event("ASSAULT") | {"acled": codes, "deaths": {"best": 3}}
        bent.statement("event", bent.span(0, 8), event=event)
        bent.statement("event", bent.span(0, 8), event=bent.event("AID"))
        rows.append(bent.reading())
    ours, theirs = both_ways(shared_scorer, "acled", gold, rows)
    assert ours == theirs
    figures = json.loads(ours)
    assert figures["read"] == 75.0
    assert figures["event_type"] == 25.0
    assert figures["deaths_where_any"] == 50.0
    assert figures["a_place_within_50km"] == 50.0


def test_rows_and_folds_are_those_of_the_shared_scorer(
    shared_scorer: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    for file in ("gold/geo_lgl.jsonl", "gold/muc4_dev.jsonl", "gold/temporal_aquaint.jsonl"):
        shared_scorer.rows(SHARED / file)
        gold = load_gold(SHARED / file)
        rows = [json.loads(line) for line in capsys.readouterr().out.split("\n") if line]
        assert [record.row() for record in gold] == rows
        for fold in (0, 1):
            kept = [r.id for r in gold if in_fold(r.id, fold)]
            assert kept == [r.id for r in gold if shared_scorer.in_fold(r.fields, fold)]
            assert [r.id for r in load_gold(SHARED / file, fold=fold)] == kept


def test_a_file_of_readings_with_faults_scores_as_the_shared_scorer_does(
    shared_scorer: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = SHARED / "gold" / "plv_train.jsonl"
    gold = load_gold(path, fold=1)[:60]
    (tmp_path / "gold.jsonl").write_text("".join(json.dumps(r.fields) + "\n" for r in gold))
    lines = [json.dumps(Bent(r, 1).reading() | {"added_later": 1}) for r in gold[:50]]
    lines[7] = json.dumps({"report": {"id": gold[7].id}, "error": "no text"})
    (tmp_path / "read.jsonl").write_text("\n".join(lines) + "\n\n")
    files = [str(tmp_path / "gold.jsonl"), str(tmp_path / "read.jsonl")]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.argv", ["score.py", "plover", *files, "--fold", "1"])
        shared_scorer.main()
    ours = score("plover", gold, load_readings(Path(files[1])))
    assert json.dumps(ours) == capsys.readouterr().out.strip()
    assert ours["not_read"] == 10


def test_every_task_of_the_shared_scorer_is_there(shared_scorer: ModuleType) -> None:
    shared = list(shared_scorer.TASKS)
    assert list(TASKS)[: len(shared)] == shared
    assert list(TASKS)[len(shared) :] == ["coreference", "police"]  # ours alone
