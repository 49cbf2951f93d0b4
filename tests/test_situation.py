"""The situation of a ledger: factors, links and their evidence, from whole reports."""

import json
from pathlib import Path

import pytest

import sayso
from sayso.api import Ledger, open_ledger
from sayso.assembly.decisions import judging
from sayso.assembly.grades import grading
from sayso.model import Reading, Situation
from sayso.situation import deciding
from sayso.situation.naming import factor_of

ROOT = Path(__file__).parent.parent


def rows(path: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


@pytest.fixture(scope="module")
def leaders() -> list[Reading]:
    return list(sayso.read_many(rows(ROOT / "samples" / "leaders.jsonl")))


@pytest.fixture(scope="module")
def harbour() -> list[Reading]:
    """An invented crisis: a blockade, prices, protests, a mediator."""
    return list(sayso.read_many(rows(ROOT / "tests" / "data" / "harbour_crisis.jsonl")))


@pytest.fixture
def ledger(tmp_path):
    with open_ledger(tmp_path / "x.db") as opened:
        yield opened


def filled(ledger: Ledger, readings: list[Reading]) -> Ledger:
    ledger.add_many(readings)
    return ledger


def told(model: Situation) -> set[str]:
    """The links in words."""
    names = {f.id: f.name for f in model.factors}
    return {f"{names[x.driver]} {x.sign} {names[x.effect]}" for x in model.links}


PRESSURE = "pressure on Islamic State"


def test_the_sample_s_claims_meet_in_one_broader_factor(ledger, leaders):
    model = filled(ledger, leaders).situation()
    assert told(model) >= {
        f"{PRESSURE} + relocation to Libya",
        f"{PRESSURE} + return of foreign fighters to Europe",
        f"{PRESSURE} + deaths of European fighters",
        f"{PRESSURE} + attacks in Europe",
        "airstrikes in Libya - ease of operating in Libya",
        "functioning government in Libya - ease of operating in Libya",
    }
    assert model.claim.startswith("What the cited claims imply, by ")
    assert model.claim.endswith("not what is so, and no forecast.")


def test_a_broader_term_is_shown_with_its_source_and_can_be_switched_off(ledger, leaders):
    model = filled(ledger, leaders).situation()
    under = [m for m in factor_of(model, PRESSURE).members if m.broader is not None]
    assert {m.name for m in under} >= {"airstrikes on Islamic State"}
    assert all("PLOVER" in m.broader.source for m in under if m.broader)
    narrow = ledger.situation(broader=False)
    assert not any(m.broader for f in narrow.factors for m in f.members)
    assert "airstrikes on Islamic State + deaths of European fighters" in told(narrow)
    reasons = [r for s in narrow.suggestions for r in s.reasons]
    assert any(r.startswith(f"both are kinds of {PRESSURE}") for r in reasons)


def test_evidence_leads_to_the_characters_of_a_report(ledger, leaders):
    model = filled(ledger, leaders).situation()
    texts = {r.report.id: r.report.text for r in leaders}
    for link in model.links:
        for found in link.evidence:
            assert found.text == texts[found.report][found.start : found.end]
            assert found.statement.startswith(f"{found.report}/s")
    for factor in model.factors:
        for member in factor.members:
            assert member.text == texts[member.report][member.start : member.end]


def test_copies_of_one_story_count_once(ledger, leaders):
    model = filled(ledger, leaders).situation()
    drivers = {f.id for f in model.factors if f.name == "airstrikes in Libya"}
    (link,) = [x for x in model.links if x.driver in drivers]
    assert (link.reports, [e.report for e in link.evidence]) == (1, ["courier"])
    assert link.evidence[0].copies == ("gazette",)


def test_four_numbers_stay_apart_and_nobody_s_grade_is_made_up(ledger, leaders):
    model = filled(ledger, leaders).situation()
    for link in model.links:
        assert link.source_reliability == "F"
        assert link.credibility == "6"
        assert link.strength is None
        assert 0 < link.read_well < 1
    by_mayor = next(x for x in model.links if x.voices == ("Hans Bonte",))
    statement = by_mayor.evidence[0].statement
    for subject, grade in (("Hans Bonte", "B"), (statement, "2")):
        grading(ledger, subject, grade).put(ledger, author="Ada Quill")
    graded = ledger.situation().link(by_mayor.id)
    assert (graded.source_reliability, graded.credibility) == ("B", "2")
    assert graded.read_well == by_mayor.read_well


def test_another_conflict_with_rivals_a_denial_and_a_loop(ledger, harbour):
    model = filled(ledger, harbour).situation()
    assert told(model) >= {
        "blockade of Dornhaven + bread prices in Velkaria",
        "blockade of Dornhaven - bread prices in Velkaria",
        "bread prices in Velkaria + protests in Ostry",
        "protests in Ostry + talks with Coastal League",
        "talks with Coastal League - bread prices in Velkaria",
        "talks by Northern Union - attacks on fuel depots",
        "fuel - power cuts",
        "power cuts + protests in Ostry",
    }
    names = {f.id: f.name for f in model.factors}
    rivals = [x for x in model.links if names[x.effect].startswith("bread") and x.rivals]
    assert {x.sign for x in rivals} == {"+", "-"}
    assert any(x.against for x in model.links)
    assert [loop.kind for loop in model.loops] == ["balancing"]
    answer = model.what_if({"bread prices": "up"}, draws=200)
    signs = {f.name: f.sign for f in answer.factors}
    assert signs["protests in Ostry"] == signs["talks with Coastal League"] == "up"
    assert signs["fuel"] == "none"
    ambiguous = model.what_if({"blockade of Dornhaven": "up"}, draws=200)
    assert {f.name: f.sign for f in ambiguous.factors}["protests in Ostry"] == "ambiguous"


def test_the_order_of_reports_changes_nothing(ledger, harbour, tmp_path):
    forward = filled(ledger, harbour).situation()
    with open_ledger(tmp_path / "y.db") as other:
        backward = filled(other, harbour[::-1]).situation()
    assert forward == backward


def test_decisions_merge_rename_and_link(ledger, harbour):
    model = filled(ledger, harbour).situation()
    fuel, cuts = factor_of(model, "fuel"), factor_of(model, "power cuts")
    deciding.renaming(fuel, "fuel supplies").put(ledger, author="Ada Quill")
    deciding.linking(fuel, factor_of(model, "blockade of Dornhaven"), "+").put(
        ledger, author="Ada Quill"
    )
    renamed = ledger.situation()
    assert "fuel supplies - power cuts" in told(renamed)
    (own,) = [x for x in renamed.links if x.origin == "analyst"]
    assert (own.evidence, own.voices, own.decision) == ((), (), 2)
    deciding.merging([factor_of(renamed, "protests"), cuts]).put(ledger, author="Ada Quill")
    merged = ledger.situation()
    assert factor_of(merged, "protests").decisions == (3,)
    assert not any(f.name == "power cuts" for f in merged.factors)
    ledger.undo(3, author="Ada Quill")
    assert told(ledger.situation()) == told(renamed)


def test_merges_in_a_chain_are_followed(ledger, harbour):
    model = filled(ledger, harbour).situation()
    fuel, cuts = factor_of(model, "fuel"), factor_of(model, "power cuts")
    protests, troops = factor_of(model, "protests"), factor_of(model, "deployment of troops")
    for pair in ((fuel, cuts), (protests, troops), (protests, cuts)):
        deciding.merging(pair).put(ledger, author="Ada Quill")
    whole = factor_of(ledger.situation(), "protests")
    assert {m.name for m in whole.members} >= {"fuel", "power cuts", "protests in Ostry"}
    assert whole.decisions


def test_a_rejected_statement_counts_for_nothing(ledger, harbour):
    model = filled(ledger, harbour).situation()
    (cuts,) = [x for x in model.links for e in x.evidence if e.text.startswith("A lack of fuel")]
    judging("reject", ledger.show(cuts.evidence[0].statement)).put(ledger, author="Ada Quill")
    assert ledger.situation().link(cuts.id) is None


def test_a_private_person_is_neither_named_nor_joined(ledger):
    for number, town in enumerate(("Aden", "Taiz")):
        text = (
            f"The arrest of Lena Hartwig, a nurse, sparked protests in {town}, Lena Hartwig said."
        )
        ledger.add(sayso.read(text, id=f"r{number}", published="2024-01-02"))
    model = ledger.situation()
    assert "Hartwig" not in model.model_dump_json()
    drivers = [f for f in model.factors if f.what.startswith("arrest")]
    assert len(drivers) == 2
    assert model.suggestions == ()


def test_forgetting_a_report_takes_its_links(ledger, harbour):
    filled(ledger, harbour)
    ledger.forget("tidings")
    model = ledger.situation()
    assert "tidings" not in model.model_dump_json()
    assert "fuel - power cuts" not in told(model)


def test_an_answer_is_stale_once_the_ledger_has_moved_on(ledger, harbour):
    model = filled(ledger, harbour[:2]).situation()
    answer = model.what_if({"bread prices": "up"}, draws=100)
    assert not ledger.is_stale(answer)
    ledger.add(harbour[2])
    assert ledger.is_stale(answer)


def test_a_reading_without_terms_goes_by_its_words(ledger):
    made = sayso.read("The drought led to hunger.", id="old")
    bare = [
        s.model_copy(
            update={"cause": s.cause.model_copy(update={"driver_terms": (), "effect_terms": ()})}
        )
        if s.cause
        else s
        for s in made.statements
    ]
    ledger.add(made.model_copy(update={"statements": tuple(bare)}))
    assert told(ledger.situation()) == {"The drought + hunger"}


def test_the_worked_report_s_claims_meet_and_answer(ledger, shared):
    row = json.loads((shared / "reports/libya-relocation/expected.jsonl").read_text("utf-8"))
    ledger.add(sayso.read(row["text"], id="libya", published="2016-01-21"))
    model = ledger.situation()
    driven = (
        "relocation to Libya",
        "attacks in Europe",
        "return of foreign fighters to Europe",
        "deaths of European fighters",
    )
    assert told(model) >= {f"{PRESSURE} + {effect}" for effect in driven} | {
        "airstrikes in Libya - ease of operating in Libya",
        "functioning government in Libya - ease of operating in Libya",
    }
    assert all(x.voices == ("Gilles de Kerchove",) for x in model.links)
    answer = model.what_if({PRESSURE: "up"})
    for outcome in answer.factors:
        if outcome.name in driven:
            assert outcome.sign == "up"
            assert outcome.paths
            assert outcome.draws.up > max(outcome.draws.unclear, outcome.draws.down)
    narrow = ledger.situation(broader=False)
    assert f"{PRESSURE} + relocation to Libya" not in told(narrow)
    pairs = [s for s in narrow.suggestions if any("kinds of" in r for r in s.reasons)]
    assert len(pairs) >= 6
