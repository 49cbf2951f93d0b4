"""How sure: stance, polarity and certainty from the words that govern a proposition."""

import pytest

import sayso
from sayso.model import Report, Statement
from sayso.reading.analysis import analyse
from sayso.reading.certainty import judge


def about(text: str, word: str, published: str | None = None) -> Statement:
    """The shortest statement (no cause) whose words hold ``word``."""
    reading = sayso.read(text, published=published)
    found = [s for s in reading.statements if word in s.text and s.kind != "cause"]
    assert found, [s.text for s in reading.statements]
    return min(found, key=lambda s: s.end - s.start)


CASES = [
    (
        "The army neither shelled the mill nor looted it.",
        "shelled",
        "asserted",
        "certain",
        "negative",
    ),
    (
        "The army neither shelled the mill nor looted it.",
        "looted",
        "asserted",
        "certain",
        "negative",
    ),
    ("The outlook is anything but calm.", "calm", "asserted", "certain", "negative"),
    ("The harvest looks anything but safe.", "safe", "asserted", "certain", "negative"),
    (
        "The raid could not have come at a worse time.",
        "come",
        "asserted",
        "certain",
        "positive",
    ),
    ("He could not run faster than the guards.", "run", "asserted", "certain", "negative"),
    ("The army has yet to take Torvia.", "take", "asserted", "certain", "negative"),
    ("Hardly anyone attacked the convoy.", "attacked", "asserted", "certain", "negative"),
    ("Had the army left, rebels would loot Torvia.", "Had", "hypothetical", "possible", "positive"),
    ("Police do not know if the colonel fled.", "fled", "questioned", "unknown", "positive"),
    (
        "The army will shell Torvia unless rebels leave.",
        "leave",
        "hypothetical",
        "possible",
        "positive",
    ),
    (
        "The rebels not only looted the mill but burned it.",
        "looted",
        "asserted",
        "certain",
        "positive",
    ),
    ("The rebels no longer hold the bridge.", "hold", "asserted", "certain", "negative"),
    (
        "The city was shelled for a week; the army wants the rebels to leave.",
        "shelled",
        "asserted",
        "certain",
        "positive",
    ),
    (
        "The army could neither confirm nor deny that rebels attacked the port.",
        "attacked",
        "asserted",
        "unknown",
        "positive",
    ),
    ("The army shelled Torvia.", "shelled", "asserted", "certain", "positive"),
    ("The army did not shell Torvia.", "shell", "asserted", "certain", "negative"),
    ("The army may shell Torvia.", "shell", "expected", "possible", "positive"),
    ("The army may have shelled Torvia.", "shelled", "asserted", "possible", "positive"),
    ("The army will shell Torvia.", "shell", "expected", "certain", "positive"),
    ("The army will probably shell Torvia.", "shell", "expected", "probable", "positive"),
    ("The army reportedly shelled Torvia.", "shelled", "asserted", "probable", "positive"),
    ("The army is likely to shell Torvia.", "shell", "expected", "probable", "positive"),
    ("The army is expected to shell Torvia.", "shell", "expected", "probable", "positive"),
    ("The army should leave Torvia.", "leave", "recommended", "certain", "positive"),
    ("The army must leave Torvia.", "leave", "recommended", "certain", "positive"),
    ("The army failed to take Torvia.", "take", "asserted", "certain", "negative"),
    ("Nobody shelled Torvia.", "shelled", "asserted", "certain", "negative"),
    ("The army hopes to take Torvia.", "take Torvia", "expected", "possible", "positive"),
    ("The army tried to take Torvia.", "to take Torvia", "hypothetical", "possible", "positive"),
    ("Did the army shell Torvia?", "shell", "questioned", "unknown", "positive"),
    ("Stop the shelling of Torvia now.", "Stop", "recommended", "certain", "positive"),
    ("It is possible that the army shelled Torvia.", "shelled", "asserted", "possible", "positive"),
    ("It is clear that the army shelled Torvia.", "shelled", "asserted", "certain", "positive"),
    ("The army never shelled Torvia.", "shelled", "asserted", "certain", "negative"),
    ("The mayor denied that rebels burned the mill.", "burned", "asserted", "certain", "negative"),
    (
        "The mayor feared that rebels would burn the mill.",
        "burn",
        "expected",
        "possible",
        "positive",
    ),
    (
        "The mayor believes that rebels burned the mill.",
        "burned",
        "asserted",
        "probable",
        "positive",
    ),
    (
        "The mayor did not say whether rebels burned the mill.",
        "burned",
        "questioned",
        "unknown",
        "positive",
    ),
    (
        "The mayor said she would not be surprised if rebels burned the mill.",
        "burned",
        "hypothetical",
        "probable",
        "positive",
    ),
    ("The mayor said rebels would burn the mill.", "burn", "expected", "certain", "positive"),
    (
        "If the rebels took Torvia, they would burn the mill.",
        "burn",
        "hypothetical",
        "possible",
        "positive",
    ),
    ("The mayor knows that rebels burned the mill.", "burned", "asserted", "certain", "positive"),
    ("More soldiers will be needed in Torvia.", "needed", "recommended", "certain", "positive"),
    ("The mayor urged rebels to leave Torvia.", "leave", "recommended", "possible", "positive"),
]


@pytest.mark.parametrize(("text", "word", "stance", "level", "polarity"), CASES)
def test_case(text: str, word: str, stance: str, level: str, polarity: str) -> None:
    s = about(text, word)
    assert (s.stance, s.certainty.level, s.polarity) == (stance, level, polarity), s


#: Subject and verb before "the council to open talks", and what is said of the talks.
ASKED = [
    ("The raids could push", "expected", "possible"),
    ("The blockade pushed", "asserted", "certain"),
    ("The blockade forced", "asserted", "certain"),
    ("The blockade prompted", "asserted", "certain"),
    ("The blockade will push", "expected", "certain"),
    ("The blockade is likely to push", "expected", "probable"),
    ("The fear of hunger pushed", "asserted", "certain"),
    ("Dozens of raids pushed", "asserted", "certain"),
    ("The operation pushed", "asserted", "certain"),
    ("The envoy's visit pushed", "asserted", "certain"),
    ("This pushed", "asserted", "certain"),
    ("The defeat encouraged", "asserted", "probable"),
    ("The envoy pushed", "recommended", "possible"),
    ("The envoys are likely to push", "recommended", "possible"),
    ("Some of the envoys pushed", "recommended", "possible"),
    ("Hunger and the envoy pushed", "recommended", "possible"),
    ("Germany pushed", "recommended", "possible"),
    ("The farmers encouraged", "recommended", "possible"),
    ("The embassy urged", "recommended", "possible"),
    ("They pushed", "recommended", "possible"),
    ("The report urged", "recommended", "possible"),
]


@pytest.mark.parametrize(("opening", "stance", "level"), ASKED)
def test_only_somebody_asks(opening: str, stance: str, level: str) -> None:
    s = about(f"{opening} the council to open talks.", "to open talks")
    assert (s.stance, s.certainty.level, s.polarity) == (stance, level, "positive")


@pytest.mark.parametrize(
    ("text", "stance", "level"),
    [
        ("The council was pushed to open talks by the blockade.", "asserted", "certain"),
        ("The council may be pushed to open talks by the raids.", "expected", "possible"),
        ("The council was pushed to open talks by the envoy.", "recommended", "possible"),
        ("The blockade, which pushed the council to open talks, ended.", "asserted", "certain"),
        ("The envoy, who pushed the council to open talks, left.", "recommended", "possible"),
    ],
)
def test_who_asks_may_stand_elsewhere(text: str, stance: str, level: str) -> None:
    s = about(text, "to open talks")
    assert (s.stance, s.certainty.level) == (stance, level)


def test_an_attack_that_defeats_encourage_is_not_asked_for() -> None:
    s = about("The defeat encouraged attacks on the port.", "attacks on the port")
    assert (s.stance, s.certainty.level) == ("asserted", "probable")


def test_words_on_the_scale_carry_their_band_and_modals_none() -> None:
    likely = about("The army is very likely to shell Torvia.", "shell").certainty
    assert (likely.low, likely.high, likely.scale) == (0.80, 0.95, "icd203")
    may = about("The army may shell Torvia.", "shell").certainty
    assert (may.low, may.high) == (None, None)


def test_cues_are_quoted() -> None:
    s = about("The army might perhaps shell Torvia.", "shell")
    assert [c.text for c in s.certainty.cues] == ["might", "perhaps"]


def test_presupposed_raids_are_not_doubted() -> None:
    text = "The raids by the navy on Torvia could force the rebels to leave the town."
    reading = sayso.read(text)
    raids = next(
        s for s in reading.statements if s.text.startswith("The raids") and s.kind == "event"
    )
    leave = next(
        s for s in reading.statements if s.text.endswith("leave the town") and s.kind == "event"
    )
    assert (raids.stance, raids.certainty.level) == ("asserted", "certain")
    assert (leave.stance, leave.certainty.level) == ("expected", "possible")


def test_hedge_on_a_number_lowers_the_figure_only() -> None:
    reading = sayso.read("About 300 people were killed in Torvia on Monday.")
    figure = next(s for s in reading.statements if s.kind == "figure")
    assert figure.certainty.level == "probable"


def test_negated_first_conjunct_leaves_the_second() -> None:
    s = about("There are no flights to Torvia and not a working harbour.", "working harbour")
    assert s.polarity == "negative"


SIGNALLED = [
    ("The rebels burned the mill.", "burned", False),
    ("Rebels from the hills burned the old mill on Monday.", "burned", False),
    ("The colonel said that rebels burned the mill.", "burned", False),
    ("The rebels did not burn the mill.", "burn", True),
    ("The rebels may burn the mill.", "burn", True),
    ("The rebels will burn the mill.", "burn", True),
    ("Rebels apparently burned the mill.", "burned", True),
    ("Did the rebels burn the mill?", "burn", True),
    ("The council told the rebels to burn the mill.", "burn", True),
    ("The colonel did not say that rebels burned the mill.", "burned", True),
    ("The colonel feared that rebels burned the mill.", "burned", True),
    ("The rebels managed to burn the mill.", "burn", True),
]


@pytest.mark.parametrize(("text", "word", "expected"), SIGNALLED)
def test_a_judgement_tells_whether_a_word_of_its_clause_bore_on_it(
    text: str, word: str, expected: bool
) -> None:
    (analysis,) = analyse([Report.of(text)])
    at = text.index(word)
    anchor = analysis.token_at(at)
    assert anchor is not None
    told = [
        a
        for a in sayso.read(text).attributions
        if any(part.start <= at < part.end for part in a.content)
    ]
    judgement = judge(
        anchor, "event", (at, at + len(word)), analysis, attribution=told[0] if told else None
    )
    assert judgement.signalled is expected
    if not expected:
        assert (judgement.stance, judgement.polarity) == ("asserted", "positive")
        assert judgement.certainty.level == "certain"
