"""An analyst's decisions: laid over readings, kept through re-reading, gone with their reports."""

import re
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories import STAMP, attribution, entity, harbour, reading, statement
from sayso.assembly.decisions import accepted, judging, rejected, told
from sayso.assembly.grades import (
    credibility,
    grading,
    most_reliable,
    reliability,
    scale,
    voice_reliability,
)
from sayso.exports import FORMATS, export
from sayso.knowledge.loader import lexicon
from sayso.ledger import LedgerError, QueryError, StatementKey, UnknownIdError, open_ledger
from sayso.ledger.keys import SAME, by_report, key_of, match
from sayso.model import Cause, Decision, Entity, Factor, Ground, Report, Span
from sayso.reading import settle
from sayso.situation.build import situation
from sayso.situation.deciding import (
    MemberKey,
    Placed,
    as_read,
    linking,
    merges,
    merging,
    names,
    own_links,
    renaming,
    splits,
    splitting,
)
from sayso.situation.naming import factor_of

LATER = STAMP.model_copy(update={"version": "0.2.0"})


@pytest.fixture
def ledger(tmp_path):
    with open_ledger(tmp_path / "x.db") as opened:
        opened.add(harbour(input_id="a"))
        opened.add(harbour(input_id="b", publisher="Inland Post", agency="NNA"))
        yield opened


def put(ledger, proposed, author="Ada Quill", reason=None):
    return proposed.put(ledger, author=author, reason=reason)


def reject(ledger, wanted, **more):
    return put(ledger, judging("reject", ledger.show(wanted)), **more)


def decisions_of(ledger, report):
    return {s.id.rpartition("/")[2]: s.decision for s in ledger.statements(report=report)}


def read_anew(of):
    """A later reading of the same text: other ids, spans a little longer or shorter, no figure."""
    old = {s.id: s for s in of.statements}

    def moved(was, now, end=0):
        s = old[was]
        text = of.report.text[s.start : s.end + end]
        return s.model_copy(update={"id": now, "end": s.end + end, "text": text})

    return of.model_copy(
        update={
            "reader": LATER,
            "statements": (moved("s2", "s1"), moved("s1", "s2", end=-10), moved("s3", "s3", end=1)),
        }
    )


# --- who, when, why; undone -----------------------------------------------------------------------


def test_author_time_and_reason_are_kept(ledger):
    reject(ledger, "a/s1", author="Ada Quill", reason="it was hail")
    [kept] = ledger.decisions()
    assert (kept.author, kept.reason, kept.kind) == ("Ada Quill", "it was hail", "reject")
    assert datetime.fromisoformat(kept.at).utcoffset() is not None
    assert kept.value["text"] == "Shells struck the grain store at Port Varo on Monday"
    assert kept.subjects == (f"a/event:{kept.value['start']}-{kept.value['end']}",)
    assert "Shells struck" in told(kept)


def test_the_last_word_stands_and_can_be_undone(ledger):
    first = reject(ledger, "a/s1")
    second = put(ledger, judging("accept", ledger.show("a/s1")))
    assert decisions_of(ledger, "a")["s1"] == "accepted"
    ledger.undo(second.id, author="Ben Roe")
    assert decisions_of(ledger, "a")["s1"] == "rejected"
    ledger.undo(first.id, author="Ben Roe")
    assert set(decisions_of(ledger, "a").values()) == {None}
    assert ledger.decisions() == []
    undone = ledger.decisions(everything=True)
    assert [d.undone_by for d in undone] == ["Ben Roe", "Ben Roe"]
    with pytest.raises(QueryError, match="undone already"):
        ledger.undo(first.id, author="Ben Roe")
    with pytest.raises(UnknownIdError):
        ledger.undo(77, author="Ben Roe")


def test_a_decision_changes_no_reading(ledger):
    before = ledger.reading("a").to_json()
    reject(ledger, "a/s1")
    assert ledger.reading("a").to_json() == before
    assert decisions_of(ledger, "b")["s1"] is None


def test_what_is_shown_whole_has_its_verdict(ledger):
    reject(ledger, "a/s2")
    assert ledger.show("a/s2").decision == "rejected"
    assert ledger.show("a/s1").decision is None


@pytest.mark.parametrize("wanted", ["a", "a/e1", "a/a1", "a/t1"])
def test_only_a_statement_is_accepted_or_rejected(ledger, wanted):
    with pytest.raises(QueryError, match="is no statement"):
        judging("reject", ledger.show(wanted))


# --- through re-reading ---------------------------------------------------------------------------


def test_a_newer_reading_with_other_ids_keeps_the_decision(ledger):
    reject(ledger, "a/s1")
    put(ledger, judging("accept", ledger.show("a/s2")))
    put(ledger, grading(ledger, "a/s1", "4"))
    assert ledger.add(read_anew(ledger.reading("a")))
    assert decisions_of(ledger, "a") == {"s1": "accepted", "s2": "rejected", "s3": None}
    now, decided = ledger.reading("a"), ledger.decisions()
    assert rejected(decided, "a", now) == {"s2"}
    assert accepted(decided, "a", now) == {"s1"}
    assert credibility(decided, "a", now, "s2") == "4"
    assert credibility(decided, "a", now, "s1") == "6"


def test_a_statement_that_is_read_no_more_hands_its_verdict_to_no_other(ledger):
    reject(ledger, "a/s5")
    ledger.add(read_anew(ledger.reading("a")))
    assert set(decisions_of(ledger, "a").values()) == {None}
    assert len(ledger.decisions()) == 1


def test_statements_of_one_kind_and_place_are_told_apart():
    text = "Fees rose."
    twins = [statement(text, f"s{n}", "remark", "Fees rose") for n in (1, 2)]
    keys = [key_of("r", s, twins) for s in twins]
    assert [str(k) for k in keys] == ["r/remark:0-9", "r/remark:0-9.2"]
    assert [match(k, twins) for k in keys] == ["s1", "s2"]
    assert match(keys[1], twins[:1]) == "s1"


def test_decisions_go_by_the_report_their_statements_are_in(ledger):
    ledger.decide("accept", ("a/event:0-9", "b/event:3-8"), {}, author="ana")
    ledger.decide("reject", ("a/b/event:0-9",), {}, author="ana")
    ledger.decide("grade", ("Coast Herald",), {"grade": "B"}, author="ana")
    made = by_report(ledger.decisions())
    assert {report: [d.id for d in over] for report, over in made.items()} == {
        "a": [1],
        "b": [1],
        "a/b": [2],
    }


def test_sameness_is_that_of_the_reading():
    assert SAME == settle.SAME


@given(
    st.text(min_size=1).filter(lambda t: "\n" not in t),
    st.sampled_from(["event", "remark"]),
    st.integers(0, 10**6),
    st.integers(0, 10**6),
    st.integers(1, 9),
)
def test_a_key_is_spelt_and_read_back(report, kind, start, end, nth):
    key = StatementKey(report, kind, start, end, nth)
    assert StatementKey.parse(str(key)) == key
    member = MemberKey(key, "effect")
    assert MemberKey.parse(str(member)) == member


# --- grades ---------------------------------------------------------------------------------------


def test_where_nobody_graded_nothing_can_be_judged(ledger):
    assert reliability(ledger.decisions(), "Coast Herald") == "F"
    assert credibility(ledger.decisions(), "a", ledger.reading("a"), "s1") == "6"
    assert {g[-1].name for g in (scale("reliability"), scale("credibility"))} == {
        "cannot be judged"
    }
    assert lexicon("admiralty", "sayso.assembly")


@pytest.mark.parametrize(
    ("name", "called", "reports"),
    [
        ("coast herald", "Coast Herald", ["a"]),
        ("NNA", "NNA", ["b"]),
        ("the Ministry of Defence", "Ministry of Defence", ["a", "b"]),
        ("Thal", "Oskar Thal", ["a", "b"]),
        ("harbour police", "harbour police", ["a", "b"]),
    ],
)
def test_publishers_agencies_and_public_voices_are_graded(ledger, name, called, reports):
    put(ledger, grading(ledger, name, "b"))
    [kept] = ledger.decisions()
    assert reliability([kept], called) == "B"
    assert reliability([kept], f"The {called.upper()}") == "B"
    assert kept.value["name"] == called
    assert list(ledger.source(name).reports) == reports


@pytest.mark.parametrize(
    "name", ["Lena Ordish", "Ordish", "neighbours", "Grey Brigade", "Nobody", "", "a/s1"]
)
def test_no_private_person_and_no_one_silent_is_graded(ledger, name):
    with pytest.raises(QueryError, match="no publisher, agency or public voice") as error:
        grading(ledger, name, "A")
    assert "\n" not in str(error.value)


def test_a_private_namesake_of_a_graded_voice_is_not_graded(ledger):
    put(ledger, grading(ledger, "Oskar Thal", "C"))
    public = Entity(id="e1", kind="person", name="Oskar Thal", office=True)
    private = public.model_copy(update={"office": False})
    assert voice_reliability(ledger.decisions(), public) == "C"
    assert voice_reliability(ledger.decisions(), private) == "F"


def test_namesakes_are_asked_apart(ledger):
    text = "Mayor Ivo Thal said fees rose."
    mayor = entity(text, "e1", "person", "Ivo Thal", office=True)
    ledger.add(
        reading(
            Report.of(text, input_id="c"),
            entities=[mayor],
            attributions=[attribution(text, "a1", "e1", "said")],
            statements=[statement(text, "s1", "remark", "fees rose", attribution="a1")],
        )
    )
    with pytest.raises(QueryError, match="Ivo Thal; Oskar Thal"):
        grading(ledger, "Thal", "B")
    put(ledger, grading(ledger, "Ivo Thal", "B"))
    assert reliability(ledger.decisions(), "Oskar Thal") == "F"


@pytest.mark.parametrize("grade", ["0", "7", "G", "AB", "", "best"])
def test_other_grades_there_are_none(ledger, grade):
    with pytest.raises(QueryError, match="no grade"):
        grading(ledger, "NNA", grade)


def test_a_grade_of_a_claim_is_of_a_statement(ledger):
    with pytest.raises(UnknownIdError):
        grading(ledger, "NNA", "2")
    with pytest.raises(QueryError, match="is no statement"):
        grading(ledger, "a", "2")


def test_the_last_grade_counts_and_the_best_of_several_is_found(ledger):
    put(ledger, grading(ledger, "NNA", "E"))
    last = put(ledger, grading(ledger, "NNA", "B"))
    assert reliability(ledger.decisions(), "NNA") == "B"
    ledger.undo(last.id, author="Ada Quill")
    assert reliability(ledger.decisions(), "NNA") == "E"
    assert most_reliable(["F", "D", "E"]) == "D"
    assert most_reliable([]) == "F"


# --- forgetting -----------------------------------------------------------------------------------


def test_a_decision_goes_with_the_last_report_under_it_and_its_words_from_the_file(
    ledger, tmp_path
):
    def files():
        return b"".join(p.read_bytes() for p in tmp_path.glob("x.db*"))

    reject(ledger, "a/s6", reason="hearsay from the quay")
    put(ledger, grading(ledger, "Coast Herald", "D"))
    kept = put(ledger, grading(ledger, "Thal", "B"))
    words = (b"hearsay from the quay", b"nobody had", b"coast herald", b"Ada Quill")
    assert all(w in files() for w in words)
    assert ledger.forget("a").decisions == 2
    assert [d.id for d in ledger.decisions(everything=True)] == [kept.id]
    assert ledger.forget("b").decisions == 1
    ledger.close()
    assert not any(w in files() for w in words)


def test_a_grade_stays_while_a_report_of_a_later_day_has_its_source(ledger):
    put(ledger, grading(ledger, "Coast Herald", "D"))
    ledger.add(harbour(input_id="c", published="2031-03-09"))
    assert ledger.forget("a").decisions == 0
    assert reliability(ledger.decisions(), "Coast Herald") == "D"
    assert ledger.forget("c").decisions == 1


def test_a_decision_rests_on_reports_that_are_there(ledger):
    with pytest.raises(UnknownIdError):
        ledger.decide("rename", ("f1",), {}, author="A", grounds=[Ground(subject="f1", report="z")])
    assert ledger.decisions() == []


# --- exports --------------------------------------------------------------------------------------


@pytest.mark.parametrize("format", FORMATS)
def test_exports_leave_rejected_events_out_and_say_how_many(ledger, tmp_path, format):
    reject(ledger, "a/s1")
    done = export(ledger, format, tmp_path / "out.csv", plain=False)
    assert done.left_out["rejected by an analyst"] == 1
    written = (tmp_path / "out.csv").read_text("utf-8")
    assert "a/s1" not in written
    assert ("b/s1" in written) == (format == "csv")  # no ACLED code was read for it


# --- factors --------------------------------------------------------------------------------------


def decision(n, kind, *subjects, **value):
    return Decision(id=n, kind=kind, subjects=subjects, value=value, author="A", at="2031-01-01")


def factors(ledger):
    return {f.name: f for f in situation(ledger).factors}


CLAIMS = (
    "The blockade could drive prices up, the council said. "
    "Shortages could drive prices up too, the council said. "
    "Prices could drive protests, the council said."
)


@pytest.fixture
def claims(tmp_path):
    """A ledger of one report with three causes: two of them have one effect."""
    with open_ledger(tmp_path / "c.db") as opened:
        opened.add(causes("r"))
        yield opened


def causes(report, stamp=STAMP, shift=0, ids=("s1", "s2", "s3")):
    def cause(words, driver, effect):
        def part(spoken):
            start = CLAIMS.index(spoken, CLAIMS.index(words))
            return Span(start=start, end=start + len(spoken), text=spoken)

        return Cause(driver=part(driver), effect=part(effect), sign="+", cue=part("drive"))

    said = [
        ("The blockade could drive prices up", "The blockade", "prices"),
        ("Shortages could drive prices up too", "Shortages", "prices"),
        ("Prices could drive protests", "Prices", "protests"),
    ]
    return reading(
        Report.of(CLAIMS, input_id=report),
        stamp,
        statements=[
            statement(
                CLAIMS,
                local,
                "cause",
                words[: len(words) - shift],
                cause=cause(words, driver, effect),
            )
            for local, (words, driver, effect) in zip(ids, said, strict=True)
        ],
    )


def test_factors_are_merged_renamed_and_linked_by_decision(claims):
    one, other = factor_of(situation(claims), "blockade"), factor_of(situation(claims), "shortages")
    put(claims, merging([one, other], "  short  supply "))
    protests = factor_of(situation(claims), "protests")
    put(claims, renaming(protests, "unrest"))
    model = situation(claims)
    supply = factor_of(model, "short supply")
    assert {m.statement for m in supply.members} == {"r/s1", "r/s2"}
    assert factor_of(model, "unrest").id == protests.id
    put(claims, linking(factor_of(model, "unrest"), supply, "-"))
    [own] = [x for x in situation(claims).links if x.origin == "analyst"]
    assert (own.driver, own.effect, own.sign) == (protests.id, supply.id, "-")


def test_a_split_is_kept_by_a_newer_reading(claims):
    prices = factor_of(situation(claims), "prices")
    shown = claims.show("r/s2")
    key = key_of("r", shown.thing, shown.reading.statements)
    put(claims, splitting(prices, [Placed(key, "s2")]))
    [part] = splits(claims.decisions())[prices.id]
    assert [str(m) for m in part.members] == [f"{key}#effect"]
    claims.add(causes("r", LATER, shift=2, ids=("s7", "s8", "s9")))
    apart = next(f for f in situation(claims).factors if f.id == part.id)
    assert [(m.statement, m.side) for m in apart.members] == [("r/s8", "effect")]
    assert apart.decisions == (part.decision,)


def test_a_rejected_statement_is_no_part_of_the_situation(claims):
    assert any("protests" in name for name in factors(claims))
    reject(claims, "r/s3")
    assert not any("protests" in name for name in factors(claims))


def test_what_is_decided_on_factors_goes_with_their_reports(claims):
    model = situation(claims)
    put(claims, merging([factor_of(model, "blockade"), factor_of(model, "shortages")]))
    assert claims.forget("r").decisions == 1
    assert claims.decisions(everything=True) == []


def test_merges_are_followed_to_the_factor_that_stays():
    chain = [decision(1, "merge", "b", "a"), decision(2, "merge", "c", "b")]
    assert merges(chain) == {"a": "c", "b": "c"}
    back = [*chain, decision(3, "merge", "a", "c")]
    assert merges(back) == {"a": "c", "b": "c"}
    undone = chain[1].model_copy(update={"undone": "2031-01-02"})
    assert merges([chain[0], undone]) == {"a": "b"}


@given(st.lists(st.lists(st.sampled_from("abcdef"), min_size=2, max_size=4, unique=True)))
def test_merges_never_go_in_circles(subjects):
    into = merges([decision(n, "merge", *names) for n, names in enumerate(subjects)])
    assert not set(into.values()) & set(into)
    for first, *others in subjects:
        assert {into.get(o, o) for o in others} == {into.get(first, first)}


def test_the_later_name_counts_and_links_follow_merges():
    made = [
        decision(1, "rename", "a", name="one"),
        decision(2, "merge", "a", "b", name="two"),
        decision(3, "link", "b", "c", sign="+"),
        decision(4, "link", "a", "c", sign="+"),
        decision(5, "link", "a", "b", sign="-"),
    ]
    assert names(made) == {"a": "two"}
    assert [(x.driver, x.effect, x.sign, x.decision) for x in own_links(made)] == [
        ("a", "c", "+", 3)
    ]


def test_of_a_member_split_twice_the_later_split_counts():
    member = {"report": "r", "statement": "r/cause:0-9", "side": "driver"}
    made = [decision(n, "split", "a", members=[member]) for n in (1, 2)]
    assert [p.decision for p in splits(made)["a"]] == [2]


def test_a_member_that_is_read_no_more_stays_as_it_was_decided_on():
    member = {"report": "r", "statement": "r/cause:0-9", "side": "driver"}
    made = [decision(1, "split", "a", members=[member], called=["x"])]
    other = MemberKey(StatementKey("r", "cause", 50, 59), "driver")
    assert as_read(made, [other]) == made


def test_a_member_is_found_again_where_most_of_its_statement_is_still_read():
    old, now = (MemberKey(StatementKey("r", "cause", 0, end), "driver") for end in (100, 90))
    far = MemberKey(StatementKey("r", "cause", 0, 70), "driver")
    made = [decision(1, "narrow", str(old), term="pressure", called=["raids"])]
    [moved] = as_read(made, [far, now])
    assert moved.subjects == (str(now),)
    assert (moved.id, moved.value) == (1, made[0].value)
    assert as_read(made, [far]) == made
    other_side = now._replace(side="effect")
    assert as_read(made, [other_side]) == made


def factor(id, name):
    return Factor(id=id, name=name, what=name)


def test_a_factor_is_named_by_id_name_or_words(claims):
    model = situation(claims).model_copy(
        update={
            "factors": (
                factor("f1", "pressure"),
                factor("f2", "pressure on the port"),
                factor("f3", "raids on the port"),
            )
        }
    )
    assert factor_of(model, "f2").id == "f2"
    assert factor_of(model, "Pressure ").id == "f1"
    assert factor_of(model, "port raids").id == "f3"
    with pytest.raises(QueryError, match=r"raids on the port \(f3\)"):
        factor_of(model, "port")
    with pytest.raises(QueryError, match=r"near it: raids on the port"):
        factor_of(model, "raids at sea")
    with pytest.raises(QueryError, match=r"goes by 'zebra'$"):
        factor_of(model, "zebra")


@pytest.mark.parametrize(
    ("propose", "fault"),
    [
        (lambda a, _: merging([a, a]), "two factors or more"),
        (lambda a, _: renaming(a, "  "), "not empty"),
        (lambda a, b: linking(a, b, "up"), "no sign"),
        (lambda a, _: linking(a, a, "+"), "drive itself"),
        (lambda a, _: splitting(a, []), "leaves some wording"),
        (
            lambda a, _: splitting(a, [Placed(StatementKey("r", "cause", 0, 9), "s1")]),
            "r/s1 has no wording",
        ),
    ],
)
def test_what_cannot_be_decided_is_told_in_one_line(propose, fault):
    with pytest.raises(LedgerError, match=re.escape(fault)) as error:
        propose(factor("f1", "one"), factor("f2", "two"))
    assert "\n" not in str(error.value)


def test_every_decision_can_be_told_in_words():
    made = [
        decision(1, "merge", "f1", "f2", name="x", called=["one", "two"]),
        decision(2, "split", "f1", members=[{}], called=["one"]),
        decision(3, "rename", "f1", name="x", called=["one"]),
        decision(4, "narrow", "f1", term="pressure", called=["one"]),
        decision(5, "link", "f1", "f2", sign="-", called=["one", "two"]),
        decision(6, "grade", "nna", grade="B", name="NNA"),
        decision(7, "reject", "a/event:0-9", text="w" * 200),
        decision(8, "resolve", "x", outcome="yes", text="It may."),
    ]
    lines = [told(d) for d in made]
    assert lines[:6] == [
        "merge one; two as x",
        "split 1 wording off one",
        "rename one to x",
        "narrow one: not pressure",
        "link one -> two (-)",
        "grade NNA B",
    ]
    assert len(lines[6]) < 120
    assert lines[7] == "resolve x “It may.”: yes"
