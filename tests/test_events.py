"""Who did what to whom: codes, sides and standing, spans, tolls, and what is no event."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

import sayso
from sayso.knowledge import ontology
from sayso.knowledge.loader import lexicon
from sayso.model import Participant, Report, Statement
from sayso.reading.analysis import analyse
from sayso.reading.draft import Draft
from sayso.reading.events import read_events
from sayso.reading.events_lexicon import codes, noun_patterns, verb_patterns

DATA: dict[str, Any] = yaml.safe_load(
    (Path(__file__).parent / "data" / "events_invented.yaml").read_text(encoding="utf-8")
)


def events(text: str) -> list[Statement]:
    return [s for s in sayso.read(text, published="2020-05-05").statements if s.kind == "event"]


def sides(statement: Statement, role: str) -> list[Participant]:
    assert statement.event is not None
    return [p for p in statement.event.participants if p.role == role]


def code(statement: Statement) -> tuple[str, str | None]:
    assert statement.event is not None
    plover = statement.event.plover
    return (plover.type, plover.mode) if plover else ("-", None)


@pytest.mark.parametrize("row", DATA["events"], ids=lambda r: r["text"][:40])
def test_acts_have_their_codes_and_sides(row: dict[str, str]) -> None:
    wanted, _, mode = row["type"].partition("/")
    found = events(row["text"])
    hits = [s for s in found if code(s)[0] == wanted]
    assert hits, [(s.text, code(s)) for s in found]
    act = hits[0]
    assert act.event is not None
    if mode and mode != "-":
        assert code(act)[1] == mode
    if "acled" in row:
        assert act.event.acled is not None
        assert act.event.acled.sub_event_type == row["acled"]
    for role in ("actor", "recipient"):
        if role in row:
            assert any(row[role] in p.text for p in sides(act, role)), act.event.participants


@pytest.mark.parametrize("row", DATA["spans"], ids=lambda r: r["span"][:40])
def test_span_is_the_smallest_that_carries_the_act(row: dict[str, str]) -> None:
    assert row["span"] in [s.text for s in events(row["text"])]


@pytest.mark.parametrize("text", DATA["none"])
def test_no_act_no_event(text: str) -> None:
    assert events(text) == []


def test_light_verb_and_its_noun_are_one_event() -> None:
    found = events("The militia launched an attack on the barracks.")
    assert [s.text for s in found] == ["The militia launched an attack on the barracks"]


def test_outcome_belongs_to_its_act() -> None:
    reading = sayso.read("A roadside bomb exploded in Mosul, killing 12 people and wounding 30.")
    found = [s.event for s in reading.statements if s.event is not None]
    assert len(found) == 1
    assert (found[0].deaths.low, found[0].deaths.best) == (12, 12)
    assert found[0].injuries.best == 30
    assert found[0].deaths.figure in {s.id for s in reading.statements if s.kind == "figure"}


def test_a_count_beside_its_act_is_no_second_act() -> None:
    found = events("Nine shoppers were injured when a blast ripped through a market in Quetta.")
    assert [code(s)[1] for s in found] == ["explosives"]
    assert found[0].event is not None
    assert found[0].event.injuries.best == 9


def test_deaths_of_a_passive_with_bounds() -> None:
    found = events("At least 40 villagers were killed in an airstrike by the coalition.")
    assert [code(s) for s in found] == [("ASSAULT", "aerial")]
    event = found[0].event
    assert event is not None
    assert (event.deaths.low, event.deaths.best, event.deaths.high) == (40, 40, None)
    assert any("coalition" in p.text for p in sides(found[0], "actor"))


@pytest.mark.parametrize(
    ("text", "standing"),
    [
        ("Suspected militants attacked a school in Maiduguri.", "suspected"),
        ("Alleged smugglers killed two officers.", "accused"),
        ("Soldiers allegedly burned down the village.", "accused"),
        ("Prosecutors accused the colonel of torturing prisoners.", "accused"),
        ("The colonel denied killing the priest.", "denied"),
    ],
)
def test_who_is_only_suspected_is_no_bare_actor(text: str, standing: str) -> None:
    acts = [s for s in events(text) if code(s)[0] == "ASSAULT"]
    assert acts
    assert {p.standing for s in acts for p in sides(s, "actor")} == {standing}


def test_a_claim_of_responsibility_claims_the_attack() -> None:
    found = events("The Red Brigade claimed responsibility for an attack on a barracks in Turin.")
    attack = next(s for s in found if code(s)[0] == "ASSAULT")
    assert [p.standing for p in sides(attack, "actor")] == ["claimed"]


def test_what_is_demanded_is_no_event_of_its_own() -> None:
    found = events("Sweden urged the junta to release the prisoners.")
    assert [code(s)[0] for s in found] == ["REQUEST"]


def test_a_worded_refusal_is_a_positive_rejection() -> None:
    found = events("Ruritania will not lift the embargo on Freedonia.")
    assert [(code(s)[0], s.polarity) for s in found] == [("REJECT", "positive")]
    assert found[0].rules == ("events.refusal.unsanction",)


def test_a_vow_of_force_is_a_threat_and_of_aid_an_agreement() -> None:
    assert code(events("The general vowed to bomb the rebels.")[0])[0] == "THREATEN"
    assert code(events("The envoy pledged to help the refugees.")[0])[0] == "AGREE"


def test_nobody_is_no_participant() -> None:
    found = events("No group claimed responsibility for the raid.")
    assert all(not sides(s, "actor") for s in found)


@pytest.mark.parametrize(
    "text",
    [
        "The earthquake killed 40 people in Lima.",
        "Shares rallied after the band released an album.",
        "The ministry issued a news release.",
    ],
)
def test_idioms_and_accidents_are_no_acts_of_force(text: str) -> None:
    assert all(code(s)[0] not in ("ASSAULT", "PROTEST", "RETREAT") for s in events(text))


def test_instrument_and_place_have_their_roles() -> None:
    act = events("Attackers stabbed a guard with a knife in London.")[0]
    assert [p.text for p in sides(act, "instrument")] == ["a knife"]
    assert [p.text for p in sides(act, "place")] == ["London"]


def test_a_people_is_never_an_armed_actor() -> None:
    for statement in events("Kurds attacked a convoy. Muslims protested in Delhi."):
        assert all(p.kind != "armed_group" for p in sides(statement, "actor"))


def test_every_code_of_the_lexicon_is_in_the_ontologies() -> None:
    for entry in codes().values():
        if entry.plover is not None:
            modes = ontology.plover_modes(entry.plover)
            assert entry.mode is None or entry.mode in modes, entry
        assert entry.cameo is None or ontology.is_cameo(entry.cameo), entry
        rules = {"force", "territory", "transfer", "protest", None}
        assert entry.acled in rules or entry.acled in ontology.acled_parent(), entry
    for context in lexicon("event_contexts")["contexts"]:
        assert context in ontology.contexts()


def test_lexicon_is_large_enough_for_conflict_news() -> None:
    assert len(verb_patterns()) >= 400
    assert len(noun_patterns()) >= 200
    used = {p.code.plover for entries in verb_patterns().values() for p in entries}
    assert used >= set(ontology.plover_types())


WORDS = st.sampled_from(
    [
        "rebels", "attacked", "the", "an", "attack", "on", "by", "was", "were", "killed", "in", ",",
        "Mosul", ".", "to", "and", "who", "said", "police", "arrested", "bomb", "not", "of", "it",
    ]
)  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=25))
def test_any_words_read_and_offsets_hold(words: list[str]) -> None:
    text = " ".join(words)
    report = Report.of(text)
    analysis = next(iter(analyse([report])))
    draft = read_events(Draft(report, analysis, None))  # type: ignore[arg-type]
    for candidate in draft.candidates:
        assert candidate.event is not None
        assert 0 <= candidate.start < candidate.end <= len(text)
        for span in (candidate.event.trigger, *candidate.event.participants):
            assert text[span.start : span.end] == span.text


def one(text: str) -> Statement:
    (act,) = events(text)
    return act


def test_a_headline_without_its_auxiliary_is_passive() -> None:
    act = one("Nine soldiers killed in ambush near Selm")
    assert not sides(act, "actor")
    assert [p.text for p in sides(act, "recipient")] == ["Nine soldiers"]


def test_one_act_told_with_two_nouns_is_one_event() -> None:
    act = one("Power stations in Orvano were hit by drone attacks in an evening raid.")
    assert code(act) == ("ASSAULT", "drone")
    assert [p.text for p in sides(act, "recipient")] == ["Power stations in Orvano"]
    assert not sides(act, "actor")


def test_how_somebody_was_killed_gives_the_mode() -> None:
    act = one("Border guards killed the rebel commander in an airstrike.")
    assert code(act) == ("ASSAULT", "aerial")
    assert [p.text for p in sides(act, "actor")] == ["Border guards"]


@pytest.mark.parametrize(
    "text",
    ["Clashes with farmers broke out in Selm.", "Heavy shelling resumed at dawn."],
)
def test_an_act_that_goes_on_is_one_event_of_its_whole_clause(text: str) -> None:
    act = one(text)
    assert act.text == text.rstrip(".")
    assert len(sayso.read(text).statements) == 1


def test_a_denied_clause_is_kept_once_with_its_denier() -> None:
    act = one("The army denied that soldiers burned the market.")
    assert (act.text, act.polarity) == ("soldiers burned the market", "negative")
    assert [p.standing for p in sides(act, "actor")] == ["denied"]


def test_a_plot_is_no_act_done() -> None:
    acts = events("He was jailed over a plot to kill the ambassador.")
    assert [a.event.trigger.text for a in acts if a.event] == ["jailed"]


def test_who_blames_on_a_medium_is_who_posts() -> None:
    acts = events("The envoy posted a message on Twitter blaming Harrow for the raids.")
    (blamed,) = [a for a in acts if code(a)[0] == "ACCUSE"]
    assert [p.text for p in sides(blamed, "actor")] == ["The envoy"]
    assert blamed.text.startswith("blaming")


@pytest.mark.parametrize(
    ("text", "best"),
    [
        ("The rebels killed nine soldiers and two farmers in Selm.", None),
        ("A bomb exploded in Selm, killing nine soldiers and a nurse.", None),
        ("Ten people were killed in Selm: four soldiers and six rebels.", 10),
        ("Gunmen killed nine people, including two children, in Selm.", 9),
        ("Gunmen ambushed a convoy near Selm. Nine soldiers died.", 9),
        ("The gunman was shot dead by police. Three of the victims were nurses.", 1),
    ],
)
def test_an_acts_toll_is_one_count_and_no_sum(text: str, best: float | None) -> None:
    first = events(text)[0]
    assert first.event is not None
    assert first.event.deaths.best == best


def test_whom_an_anti_protest_is_against_does_not_protest() -> None:
    act = one("Anti-government protests continued in Orvano.")
    assert not sides(act, "actor")
    assert [p.text for p in sides(act, "recipient")] == ["government"]


def test_where_people_rally_is_a_place() -> None:
    act = one("Several thousand people rallied at Freedom Square against the law.")
    assert not sides(act, "recipient")


@pytest.mark.parametrize(
    "text",
    [
        "The statement was met with laughter.",
        "Reporters asked the minister about the raid.",
        "The front was responsible for the deaths of 40 farmers.",
        "Their demands have included dissolving the council and freeing all prisoners.",
    ],
)
def test_reactions_questions_blame_and_wishes_are_no_acts(text: str) -> None:
    assert not events(text)


def test_an_attack_that_killed_is_no_deed_of_its_place() -> None:
    acts = events("The minister condemned the attacks in the old quarter which killed nine people.")
    (deed,) = [a for a in acts if code(a)[0] == "ASSAULT"]
    assert deed.text == "the attacks in the old quarter which killed nine people"
    assert not sides(deed, "actor")


def test_arms_that_are_destroyed_are_no_means() -> None:
    act = one("The airstrikes have destroyed 60 rockets and nine tunnels.")
    assert not sides(act, "instrument")


def test_hardship_is_no_assault() -> None:
    assert not events("The new tax had hit the farmers hard.")


@pytest.mark.parametrize(
    ("text", "kind", "recipient"),
    [
        ("Ruritania agreed to lift its ban on Albanian ships.", "AGREE", "Albanian ships"),
        ("The council refused to send food to Albania.", "REJECT", "Albania"),
        ("Ruritania gave the rebels a week to leave.", None, None),
        ("The council gave the rebels an ultimatum.", "THREATEN", "the rebels"),
        ("Police rejected a request by the union.", "REJECT", "the union"),
        ("The minister denied charges by the opposition that he took bribes.", "REJECT", "the opp"),
        ("The envoy called for the council to resign.", "REQUEST", "the council"),
        ("The union voiced doubt that the ministry would pay.", "ACCUSE", "the ministry"),
        ("The rebels declared a truce in Lebanon.", "CONCEDE", "Lebanon"),
        ("Norway hosted a dinner for the king.", "CONSULT", "the king"),
        ("Italy sent aid to help Albania.", "AID", "Albania"),
        ("The general met his counterpart Foreign Minister Ada Lund.", "CONSULT", "Ada Lund"),
    ],
)
def test_recipients_stand_in_many_places(text: str, kind: str | None, recipient: str) -> None:
    found = [a for a in events(text) if code(a)[0] == kind]
    assert bool(found) == (kind is not None)
    for act in found:
        assert any(recipient in p.text for p in sides(act, "recipient")), act.event


@pytest.mark.parametrize(
    "text",
    [
        "The rebels declared a truce in the hope of talks.",
        "Ruritania opened its borders.",
        "Workers went on strike.",
    ],
)
def test_what_is_no_side_is_no_recipient(text: str) -> None:
    assert not [p for a in events(text) for p in sides(a, "recipient")]


def test_whom_somebody_serves_belongs_to_him() -> None:
    act = one("Two inspectors for the United Nations were expelled from Ruritania.")
    assert [p.text for p in sides(act, "recipient")] == ["Two inspectors for the United Nations"]


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("Gunmen attacked a mosque in Kano. The attack lasted an hour.", [0, 0]),
        ("Gunmen attacked a mosque in Kano. Last year they attacked a church.", [0, 1]),
        ("Gunmen attacked a mosque in Kano. Gunmen attacked a bank in Jos.", [0, 1]),
        ("Police arrested Ada Lund on Monday. Lund was arrested at her home.", [0, 0]),
        ("Police arrested Ada Lund on Monday. Ruvan Keld was arrested on Sunday.", [0, 1]),
        ("The army shelled Homs. The shelling killed four people.", [0, 0]),
    ],
)
def test_one_event_told_twice_is_one(text: str, group: list[int]) -> None:
    told = [a for a in events(text) if code(a)[0] in ("ASSAULT", "COERCE")]
    first = [a.event.same_as or a.id for a in told if a.event is not None]
    assert [sorted(set(first), key=first.index).index(key) for key in first] == group


def test_the_first_telling_has_no_other() -> None:
    told = events("The army shelled Homs. The shelling killed four people.")
    assert told[0].event is not None
    assert told[0].event.same_as is None


@pytest.mark.parametrize(
    ("text", "kind", "standing"),
    [
        ("Suspected militants killed four soldiers in Gao.", "armed_group", "suspected"),
        ("Alleged gunmen abducted 20 girls.", "people", "accused"),
        ("Syrian troops attacked a village.", "government", "stated"),
        ("Taliban fighters seized Kunduz.", "armed_group", "stated"),
        ("Western powers imposed sanctions on Iran.", "coalition", "stated"),
        ("Syrians attacked a police station in Homs.", "people", "stated"),
        ("Sunnis attacked a mosque in Basra.", "people", "stated"),
        ("Palestinians clashed with police in Hebron.", "people", "stated"),
    ],
)
def test_who_acts_is_what_he_is_called(text: str, kind: str, standing: str) -> None:
    (doer,) = sides(events(text)[0], "actor")
    assert (doer.kind, doer.standing) == (kind, standing)


@pytest.mark.parametrize("names", [["Beirut", "Ankara", "Tunis"], ["Kano", "Jos", "Kaduna"]])
@pytest.mark.parametrize("frame", ["The group launched attacks in {}.", "Bombs exploded in {}."])
def test_an_act_in_several_places_is_one_at_each(frame: str, names: list[str]) -> None:
    reading = sayso.read(frame.format(f"{', '.join(names[:-1])} and {names[-1]}"))
    (act,) = [s for s in reading.statements if s.kind == "event"]
    assert [reading.entity(p.entity).name for p in act.places] == names


def test_police_firing_is_what_killed() -> None:
    act = one("Nine people were killed in police firing in Surat.")
    (doer,) = sides(act, "actor")
    assert (doer.text.split()[0], doer.kind) == ("police", "government")


def test_doing_nothing_is_told_without_a_code() -> None:
    act = one("Police did nothing for an hour.")
    assert code(act)[0] == "-"
    assert [p.text for p in sides(act, "actor")] == ["Police"]


def test_the_day_a_report_was_filed_dates_nothing_in_it() -> None:
    text = "GOMA, Congo, Nov 3 (AP) - Rebels shelled the town of Sake on Tuesday, police said."
    (event,) = [s for s in sayso.read(text, published="2021-11-04").statements if s.event]
    assert event.interval is not None
    assert (event.interval.from_, event.interval.to) == ("2021-11-02", "2021-11-02")


def test_the_outcome_before_a_number_is_the_verbs() -> None:
    act = one("Militants shot dead two soldiers near Sake.")
    assert [p.text for p in sides(act, "recipient")] == ["two soldiers"]


def test_who_asks_not_to_be_named_requests_nothing() -> None:
    text = "Talks will resume in June, according to a Western diplomat who asked not to be named."
    assert not any("asked" in s.text for s in sayso.read(text).statements)
