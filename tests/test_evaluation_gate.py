"""The quality gate: it fails when it should, and floors only move up."""

import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

TEXT = "Rebels shelled the port of Beirut on Monday, killing 12 people, the mayor said."


@pytest.fixture
def gate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The gate over a gold file of two sentences, with its floors in a file of the test."""
    path = Path(__file__).parents[1] / "bench" / "gate.py"
    spec = importlib.util.spec_from_file_location("gate_under_test", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "gate_under_test", module)
    spec.loader.exec_module(module)
    start = TEXT.index("Monday")
    timex = {"start": start, "end": start + 6, "value": "2031-03-03", "type": "DATE"}
    event = {"start": TEXT.index("shelled"), "end": TEXT.index("shelled") + 7, "score": 3.0}
    records = [
        {"id": name, "text": TEXT, "date": "2031-03-05", "timexes": [timex], "events": [event]}
        for name in ("b", "a")
    ]
    (tmp_path / "gold").mkdir()
    (tmp_path / "gold" / "two.jsonl").write_text("\n".join(map(json.dumps, records)))
    monkeypatch.setattr(module, "FLOORS", tmp_path / "floors.json")
    monkeypatch.setenv("SAYSO_SHARED", str(tmp_path))
    monkeypatch.delenv("CI", raising=False)
    return module


def entry(**more: Any) -> dict[str, Any]:
    plain = {"name": "n", "task": "times", "gold": "gold/two.jsonl", "records": 2}
    return {**plain, "figure": "value.f1", **more}


ERROR = {"task": "factuality", "figure": "mae"}


def run(gate: ModuleType, monkeypatch: pytest.MonkeyPatch, floors: list[Any], *args: str) -> int:
    gate.write_floors(floors)
    monkeypatch.setattr("sys.argv", ["gate.py", "--workers", "1", *args])
    return int(gate.main())


def floors_of(gate: ModuleType) -> list[dict[str, Any]]:
    return list(json.loads(gate.FLOORS.read_text())["floors"])


def test_it_passes_at_the_floor_and_fails_below_it(
    gate: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(gate, monkeypatch, [entry(floor=100.0), entry(**ERROR, ceiling=3)]) == 0
    assert "2 figures, 0 below" in capsys.readouterr().out
    assert run(gate, monkeypatch, [entry(floor=100.1), entry(**ERROR, ceiling=3)]) == 1
    assert "<-- fails" in capsys.readouterr().out
    assert run(gate, monkeypatch, [entry(**ERROR, ceiling=-0.1)]) == 1


def test_floors_move_up_only(gate: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    loose = [entry(floor=3), entry(**ERROR, ceiling=3.0), entry(figure="value.p", floor=100.5)]
    assert run(gate, monkeypatch, loose, "--raise") == 1  # the last one is not met
    times, factuality, unmet = floors_of(gate)
    assert times == entry(floor=100.0)
    assert factuality["ceiling"] < 3.0
    assert unmet["floor"] == 100.5
    before = gate.FLOORS.read_text()
    assert run(gate, monkeypatch, floors_of(gate), "--raise") == 1
    assert gate.FLOORS.read_text() == before


def test_without_gold_it_fails_where_it_is_asked_for(
    gate: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    missing = str(tmp_path / "nowhere")
    monkeypatch.setenv("SAYSO_SHARED", missing)
    assert run(gate, monkeypatch, [entry(floor=0)]) == 1
    monkeypatch.delenv("SAYSO_SHARED")
    monkeypatch.setattr(gate, "HERE", tmp_path / "nowhere" / "repository" / "bench")
    assert run(gate, monkeypatch, [entry(floor=0)]) == 0
    assert run(gate, monkeypatch, [entry(floor=0)], "--require") == 1
    monkeypatch.setenv("CI", "true")
    assert run(gate, monkeypatch, [entry(floor=0)]) == 1


def test_it_fails_when_nothing_or_too_little_is_there_to_measure(
    gate: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run(gate, monkeypatch, []) == 1
    with pytest.raises(SystemExit, match="has only 2 records"):
        run(gate, monkeypatch, [entry(records=3, floor=0)])


def test_parts_are_the_first_by_id(gate: ModuleType, tmp_path: Path) -> None:
    assert [record.id for record in gate.load_part(entry(records=1), tmp_path)] == ["a"]


def test_the_floors_of_the_repository_are_pinned() -> None:
    path = Path(__file__).parents[1] / "bench" / "floors.json"
    floors = json.loads(path.read_text(encoding="utf-8"))["floors"]
    assert len(floors) > 15
    for pinned in floors:
        assert ("floor" in pinned) != ("ceiling" in pinned)
