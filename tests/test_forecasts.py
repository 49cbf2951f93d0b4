"""Forecasts: which statements are ones, what is laid over them, what may settle them."""

import pytest

import sayso
from factories import STAMP, actor, attribution, entity, harbour, reading, span, statement
from sayso.ledger import QueryError, UnknownIdError, open_ledger
from sayso.ledger.keys import StatementKey, match
from sayso.ledger.queries import Filters
from sayso.model import Event, Ground, Plover, Report
from sayso.situation.expectations import expectations, is_denied
from sayso.situation.forecasts import PRIVATE, answering, forecasts, gathered
from sayso.situation.leads import leads
from sayso.situation.resolving import ForecastError, operationalise, resolve, undo


@pytest.fixture
def ledger(tmp_path):
    with open_ledger(tmp_path / "sayso.db") as held:
        yield held


def read(text: str, **more):
    more = {"published": "2031-03-05", "publisher": "Coast Herald", "id": "valley-1", **more}
    return sayso.read(text, **more)


def found_in(text: str):
    return expectations(read(text))


# --- which statements are forecasts ---------------------------------------------------------------


def test_an_open_condition_makes_one_forecast_with_its_condition():
    (one,) = found_in(
        "If the talks fail, the Velkari front will resume attacks on Dornhaven, "
        "General Oda Marsk said."
    )
    assert one.statement.kind == "cause"
    assert one.statement.stance == "hypothetical"
    assert one.condition is not None
    assert one.condition.text == "If the talks fail"
    assert [s.text for s in one.joined] == ["the Velkari front will resume attacks on Dornhaven"]
    assert one.statement.certainty.low is None


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        (
            "The army will leave Mukalla unless the front attacks.",
            "unless the front attacks",
        ),
        (
            "The army could leave Aden if the talks succeed, she said.",
            "if the talks succeed",
        ),
        ("Unless aid arrives, the hospitals will close, the doctor said.", "Unless aid arrives"),
        ("Should the talks fail, the army would attack Aden, he said.", "Should the talks fail"),
        (
            "The army would strike the camps if the front broke the truce, he said.",
            "if the front broke the truce",
        ),
    ],
)
def test_conditions_before_and_behind_what_they_are_for(text, condition):
    (one,) = found_in(text)
    assert one.condition is not None
    assert one.condition.text == condition


@pytest.mark.parametrize(
    "text",
    [
        "If the talks had succeeded, the front would have withdrawn from Mukalla, he said.",
        "Had the talks failed, the army would have attacked Aden.",
        "If the front left the town last year, it was because of hunger, he said.",
        "The front attacked Mukalla on Monday, the ministry said.",
        "The army should withdraw from Aden, the envoy said.",
        "Did the front attack Mukalla?",
    ],
)
def test_what_is_past_advised_asked_or_told_is_no_forecast(text):
    assert found_in(text) == []


@pytest.mark.parametrize(
    ("text", "band"),
    [
        ("The front is likely to attack Mukalla, analysts said.", (0.55, 0.80)),
        ("A truce is very unlikely before the winter, the mediator said.", (0.05, 0.20)),
        ("The front will almost certainly strike the refinery, she said.", (0.95, 0.99)),
        ("The front may shell Aden again, the ministry said.", (None, None)),
        ("The front could shell Aden again, the ministry said.", (None, None)),
        ("The front will shell Aden again, the ministry said.", (None, None)),
    ],
)
def test_a_band_stands_only_where_the_words_have_one(text, band):
    (one,) = found_in(text)
    assert (one.statement.certainty.low, one.statement.certainty.high) == band


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("The front will not attack Mukalla, its commander said.", True),
        ("It is likely that the front will not attack Mukalla.", True),
        ("The minister does not expect the army to attack Aden.", True),
        ("It is unlikely that the front will attack Mukalla.", False),
        ("The front is very unlikely to attack Mukalla, he said.", False),
        ("The front is likely to attack Mukalla, he said.", False),
    ],
)
def test_a_word_of_probability_that_denies_turns_no_yes_into_a_no(text, denied):
    (one,) = found_in(text)
    assert is_denied(one.statement) is denied


def test_the_effect_of_an_expected_cause_is_no_second_forecast():
    (one,) = found_in(
        "Pressure on the front will probably lead to more attacks on Mukalla, the envoy said."
    )
    assert one.statement.kind == "cause"
    assert [s.kind for s in one.joined] == ["event"]


def test_a_figure_in_an_expected_event_is_no_second_forecast():
    (one,) = found_in("The rebels are expected to release 40 prisoners on Friday.")
    assert [s.text for s in one.joined] == ["40 prisoners"]


def test_a_condition_is_no_forecast_of_its_own():
    (one,) = found_in("The front will continue fighting until the troops leave, she said.")
    assert one.condition is not None
    assert one.condition.text == "until the troops leave"


def plans(*cues: str):
    text = "The union plans to order the army to raise tolls on Norland, he said."
    return reading(
        Report.of(text, published="2031-03-05"),
        statements=[
            statement(
                text,
                "s1",
                "remark",
                "to order the army to raise tolls on Norland",
                stance="expected",
                cues=["plans"],
            ),
            statement(
                text, "s2", "remark", "to raise tolls on Norland", stance="expected", cues=cues
            ),
        ],
    )


def test_an_act_within_another_is_a_forecast_where_a_word_of_its_own_expects_it():
    assert [len(e.parts) for e in expectations(plans())] == [2]
    assert [len(e.parts) for e in expectations(plans("order"))] == [1, 1]


def test_the_end_that_an_act_serves_is_not_said_to_come():
    found = found_in("The army will shell the road to stop the convoys, the minister said.")
    assert [e.statement.kind for e in found] == ["event"]
    assert "shell the road" in found[0].statement.text
    assert all("stop" not in s.text or "shell" in s.text for e in found for s in e.parts)


def test_what_one_voice_says_twice_is_one_forecast_and_what_two_say_is_two():
    twice = found_in(
        "The governor said the front would attack Aden on Friday. "
        "The front will attack Aden, the governor said on Monday."
    )
    assert len(twice) == 1
    two = found_in(
        "The governor said the front would attack Aden on Friday. "
        "The front will attack Aden, the envoy said on Monday."
    )
    assert len(two) == 2


def test_a_cause_that_expects_two_things_of_two_drivers_keeps_both():
    found = found_in(
        "Hunger could drive thousands from the coast, she said. "
        "The blockade could prompt attacks on Aden, she said."
    )
    assert [e.statement.text for e in found] == [
        "Hunger could drive thousands from the coast",
        "The blockade could prompt attacks on Aden",
    ]


# --- in a ledger ----------------------------------------------------------------------------------


def test_forecasts_of_a_ledger_with_voice_and_hedge(ledger):
    ledger.add(harbour(input_id="a"))
    (one,) = forecasts(ledger)
    assert one.text == "the loss of the store could drive thousands from the coast"
    assert (one.voice, one.record, one.cues) == ("Oskar Thal", "Oskar Thal", ("could",))
    assert (one.statement, one.also) == ("a/s3", ("a/s4",))
    assert (one.low, one.outcome, one.operationalisation) == (None, None, None)
    assert one.text == ledger.reading("a").report.text[one.start : one.end]


def test_the_report_s_own_expectation_is_the_house_s_and_unnamed_voices_have_no_record(ledger):
    ledger.add(
        read(
            "The front will probably attack Mukalla. The truce may end, officials said.",
            agency="Coast Wire",
        )
    )
    own, unnamed = forecasts(ledger)
    assert (own.voice, own.record) == (None, "[Coast Wire]")
    assert (unnamed.voice, unnamed.record) == ("officials", None)


def test_the_same_story_in_two_papers_counts_once(ledger):
    ledger.add(harbour(input_id="a"))
    ledger.add(harbour(input_id="b", publisher="Inland Post"))
    (one,) = forecasts(ledger)
    assert (one.report, one.copies, one.also) == ("a", ("b",), ("a/s4", "b/s3", "b/s4"))
    assert len(forecasts(ledger, stories=[])) == 2
    assert len(forecasts(ledger, stories=[("a", "b")])) == 1
    settled = resolve(ledger, "b/s3", "yes", author="ana")
    assert settled.id == one.id


def test_filters_are_those_of_statements(ledger):
    ledger.add(harbour(input_id="a"))
    everything = forecasts(ledger)
    for filters, n in [
        (Filters(), 1),
        (Filters(voice="Thal"), 1),
        (Filters(voice="Grey Brigade"), 0),
        (Filters(words="thousands"), 1),
        (Filters(certainty="possible", stance="expected"), 1),
        (Filters(certainty="certain"), 0),
        (Filters(report="a"), 1),
    ]:
        assert len(answering(everything, ledger, filters)) == n, filters
    with pytest.raises(UnknownIdError):
        answering(everything, ledger, Filters(report="zzz"))
    with pytest.raises(QueryError):
        answering(everything, ledger, Filters(stance="hopeful"))


BAKER = (
    "Peter Vollen, a baker, said he would leave Mukalla with Ruth Vollen if the front attacks. "
    "The front will arrest Peter Vollen, the mayor said."
)


def test_a_private_person_is_named_in_the_own_report_alone(ledger):
    ledger.add(read(BAKER))
    across = forecasts(ledger)
    assert {f.voice for f in across} == {PRIVATE, "mayor"}
    assert all(f.record is None for f in across)
    for one in across:
        assert "Vollen" not in one.model_dump_json()
    resolve(ledger, across[0].id, "yes", author="ana")
    assert "Vollen" not in "".join(d.model_dump_json() for d in ledger.decisions())
    within = forecasts(ledger, named="valley-1")
    assert {f.voice for f in within} == {"Peter Vollen", "mayor"}
    assert any("Peter Vollen" in f.text for f in within)
    assert [f.id for f in within] == [f.id for f in across]


def test_a_rejected_statement_is_no_forecast(ledger):
    ledger.add(harbour(input_id="a"))
    (one,) = forecasts(ledger)
    ground = Ground(subject=one.key, report="a")
    refused = ledger.decide("reject", (one.key,), {}, author="ana", grounds=[ground])
    assert [f.statement for f in forecasts(ledger)] == ["a/s4"]  # what it had taken in stands alone
    ledger.undo(refused.id, author="ana")
    assert [f.statement for f in forecasts(ledger)] == ["a/s3"]


# --- decisions ------------------------------------------------------------------------------------


def test_settled_settled_again_and_undone(ledger):
    ledger.add(harbour(input_id="a"))
    (one,) = forecasts(ledger)
    first = resolve(ledger, one.id, "no", author="ana", on="2031-04-01")
    assert first.outcome is not None
    assert (first.outcome.outcome, first.outcome.on, first.outcome.author) == (
        "no",
        "2031-04-01",
        "ana",
    )
    second = resolve(ledger, "a/s3", "yes", author="ben", evidence="a/s5", reason="late word")
    assert second.outcome is not None
    assert (second.outcome.outcome, second.outcome.evidence) == ("yes", "a/s5")
    assert [h.author for h in second.history] == ["ana", "ben"]
    assert forecasts(ledger) == [second]
    back = undo(ledger, one.id, "resolve", author="cleo")
    assert back.outcome == first.outcome
    assert [h.undone is None for h in back.history] == [True, False]
    reopened = undo(ledger, one.id, "resolve", author="cleo")
    assert reopened.outcome is None
    assert forecasts(ledger) == [reopened]
    with pytest.raises(ForecastError, match="nothing to undo"):
        undo(ledger, one.id, "resolve", author="cleo")


def test_void_wants_a_condition_or_a_reason(ledger):
    ledger.add(harbour(input_id="a"))
    ledger.add(read("If the talks fail, the army will withdraw from Aden, the envoy said."))
    plain, conditional = forecasts(ledger)
    with pytest.raises(ForecastError, match="no condition"):
        resolve(ledger, plain.id, "void", author="ana")
    assert ledger.decisions() == []
    voided = resolve(ledger, plain.id, "void", author="ana", reason="the store was never there")
    assert voided.outcome is not None
    assert resolve(ledger, conditional.id, "void", author="ana").outcome is not None


def test_operationalised_whole_and_undone(ledger):
    ledger.add(harbour(input_id="a"))
    (one,) = forecasts(ledger)
    first = operationalise(
        ledger, one.id, author="ana", threshold="2,000 people", first="2031-03", last="2031-04"
    )
    made = first.operationalisation
    assert made is not None
    assert (made.from_, made.to) == ("2031-03-01", "2031-04-30")
    second = operationalise(ledger, one.id, author="ana", source="harbour police")
    assert second.operationalisation is not None
    assert (second.operationalisation.threshold, second.operationalisation.source) == (
        None,
        "harbour police",
    )
    assert undo(ledger, one.id, "operationalise", author="ana").operationalisation == made


@pytest.mark.parametrize(
    ("do", "fault"),
    [
        (lambda x: resolve(x, "a/s3", "maybe", author="ana"), "no outcome 'maybe'"),
        (lambda x: resolve(x, "a/s3", "yes", author="ana", on="2031-04"), "YYYY-MM-DD"),
        (lambda x: resolve(x, "a/s3", "yes", author="ana", on="2031-02-30"), "no such day"),
        (lambda x: resolve(x, "a/s3", "yes", author="ana", evidence="a/e1"), "no statement"),
        (lambda x: resolve(x, "a/s3", "yes", author="ana", evidence="zzz"), "zzz"),
        (lambda x: resolve(x, "a/s1", "yes", author="ana"), "no forecast"),
        (lambda x: operationalise(x, "a/s3", author="ana"), "what would settle it"),
        (lambda x: operationalise(x, "a/s3", author="ana", event="WAR"), "no event type"),
        (
            lambda x: operationalise(x, "a/s3", author="ana", first="2032", last="2031"),
            "before it begins",
        ),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_kept(ledger, do, fault):
    ledger.add(harbour(input_id="a"))
    with pytest.raises((ForecastError, UnknownIdError), match=fault):
        do(ledger)
    assert ledger.decisions(everything=True) == []


def moved(newer: str = "0.2.0"):
    """The harbour read anew: other numbers, and the forecast begins four characters later."""
    old = harbour(input_id="a")
    changed = []
    for number, s in enumerate(old.statements, 20):
        update: dict[str, object] = {"id": f"s{number}"}
        if s.kind == "cause":
            update |= {"start": s.start + 4, "text": s.text[4:]}
        changed.append(s.model_copy(update=update))
    stamp = STAMP.model_copy(update={"version": newer})
    return old.model_copy(update={"reader": stamp, "statements": tuple(changed)})


def test_what_was_decided_outlives_a_new_reading(ledger):
    ledger.add(harbour(input_id="a"))
    before = resolve(ledger, "a/s3", "yes", author="ana", evidence="a/s5")
    assert ledger.add(moved())
    (after,) = forecasts(ledger)
    assert after.statement == "a/s22"
    assert after.start == before.start + 4
    assert after.id == before.id
    assert after.outcome is not None
    assert after.outcome.evidence == "a/s24"
    assert undo(ledger, before.id, "resolve", author="ana").outcome is None


def test_forgetting_the_report_or_the_evidence_takes_the_outcome_along(ledger):
    ledger.add(harbour(input_id="a"))
    ledger.add(read("The governor said thousands left the coast.", id="later"))
    told = ledger.statements(report="later")[0].id
    resolve(ledger, "a/s3", "yes", author="ana", evidence=told)
    ledger.forget("later")
    assert forecasts(ledger)[0].outcome is None
    resolve(ledger, "a/s3", "yes", author="ana")
    ledger.forget("a")
    assert ledger.decisions(everything=True) == []


def test_keys_find_the_nearest_statement_of_their_kind():
    key = StatementKey("a/b", "event", 100, 150)
    assert StatementKey.parse(str(key)) == key
    assert StatementKey.parse("a/b/s1") is None
    text = "a" * 100 + "b" * 4 + "c" * 16 + "d" * 30
    near = statement(text, "s1", "event", text[104:])
    far = statement(text, "s2", "event", text[120:])
    assert match(key, [far, near]) == "s1"
    assert match(key, [far]) is None
    assert match(key, [statement(text, "s1", "remark", text[100:])]) is None


# --- later events ---------------------------------------------------------------------------------

SAID = (
    "The Velkari front is likely to attack Mukalla within a month, General Oda Marsk said.\n\n"
    "If the talks fail, the army will withdraw from Aden, the envoy said. The front will not "
    "attack Ataq, the Ministry of Defence of Yemen said."
)
LATER = (
    "The Velkari front attacked Mukalla on Tuesday, the governor said.\n\n"
    "The army withdrew from Aden on Wednesday, residents said."
)


def suggested(ledger):
    return [(x.forecast, x.statement, x.speaks_for) for x in leads(ledger, gathered(ledger))]


def test_later_events_are_suggested_with_reasons_and_settle_nothing(ledger):
    ledger.add(read(SAID))
    ledger.add(read(LATER, id="later", published="2031-03-20"))
    attack, retreat, peace = forecasts(ledger)
    assert suggested(ledger) == [
        (attack.id, "later/s1", "yes"),
        (retreat.id, "later/s2", "yes"),
    ]
    first, second = leads(ledger, gathered(ledger))
    assert "the same place: Mukalla" in first.reasons
    assert "told on 2031-03-20, after 2031-03-05" in first.reasons
    assert first.text == "The Velkari front attacked Mukalla on Tuesday"
    assert any("If the talks fail" in r for r in second.reasons)
    assert all(f.outcome is None for f in forecasts(ledger))
    assert ledger.decisions() == []
    assert peace.denied


def test_what_was_expected_not_to_be_is_spoken_against_by_an_event(ledger):
    ledger.add(read("The Velkari front will not attack Mukalla, the governor said."))
    ledger.add(read(LATER, id="later", published="2031-03-20"))
    assert [(s, way) for _, s, way in suggested(ledger)] == [("later/s1", "no")]


@pytest.mark.parametrize(
    "later",
    [
        {"published": "2031-03-05"},  # not after the forecast
        {"published": "2031-02-01"},
        {"published": None},
        {"text": "The Velkari front may have attacked Mukalla on Tuesday, the governor said."},
        {"text": "The Velkari front did not attack Mukalla on Tuesday, the governor said."},
        {"text": "The Velkari front attacked Taiz on Tuesday, the governor said."},
        {"text": "Norland's army released 40 prisoners in Mukalla on Tuesday, he said."},
        {"text": "The Velkari front attacked Mukalla in January 2031, the governor said."},
    ],
)
def test_an_event_that_is_not_later_sure_or_the_same_is_not_suggested(ledger, later):
    ledger.add(read("The Velkari front will shell Mukalla, General Oda Marsk said."))
    told = {"text": LATER.partition("\n")[0], "id": "later", "published": "2031-03-20"}
    ledger.add(read(**(told | later)))
    assert suggested(ledger) == []


def test_the_window_place_and_type_asked_for_go_before_the_words(ledger):
    ledger.add(read("The Velkari front will shell Mukalla, General Oda Marsk said."))
    ledger.add(read(LATER, id="later", published="2031-03-20"))
    (one,) = forecasts(ledger)
    assert len(suggested(ledger)) == 1
    for asked, n in [
        ({"first": "2031-03", "last": "2031-03"}, 1),
        ({"first": "2031-04", "last": "2031-05"}, 0),
        ({"event": "RETREAT"}, 0),
        ({"event": "ASSAULT", "place": "Mukalla"}, 1),
        ({"place": "Aden"}, 0),
        ({"place": "YEM"}, 1),
        ({"place": "YEM", "event": "ASSAULT"}, 1),
        ({"actor": "Grey Brigade"}, 0),
    ]:
        operationalise(ledger, one.id, author="ana", **asked)
        assert len(suggested(ledger)) == n, asked
    resolve(ledger, one.id, "yes", author="ana")
    undo(ledger, one.id, "operationalise", author="ana")
    assert suggested(ledger) == []  # settled: nothing is sought


def test_the_same_country_and_type_alone_are_not_enough(ledger):
    ledger.add(read("There will be shelling in Yemen, the minister said."))
    ledger.add(read("Gunmen bombed a bank in Mukalla, he said.", id="b", published="2031-03-20"))
    ledger.add(read("Gunmen shelled a bank in Mukalla, he said.", id="c", published="2031-03-20"))
    assert [s for _, s, _ in suggested(ledger)] == ["c/s1"]


def accusing(standing: str):
    text = "The Grey Brigade shelled Port Varo, the harbour police said."
    return reading(
        Report.of(text, input_id="later", published="2031-04-01"),
        entities=[
            entity(text, "e1", "armed_group", "Grey Brigade"),
            entity(text, "e2", "organization", "harbour police"),
        ],
        attributions=[attribution(text, "a1", "e2", "said")],
        statements=[
            statement(
                text,
                "s1",
                "event",
                "The Grey Brigade shelled Port Varo",
                attribution="a1",
                event=Event(
                    plover=Plover(type="ASSAULT"),
                    trigger=span(text, "shelled"),
                    participants=(
                        actor(text, "e1", "armed_group", "The Grey Brigade", standing=standing),
                    ),
                ),
            )
        ],
    )


@pytest.mark.parametrize(("standing", "n"), [("stated", 1), ("accused", 0), ("suspected", 0)])
def test_who_is_only_accused_settles_nothing(ledger, standing, n):
    ledger.add(read("The Grey Brigade will shell the port, the minister said."))
    ledger.add(accusing(standing))
    assert len(suggested(ledger)) == n
