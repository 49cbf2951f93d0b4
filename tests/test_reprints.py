"""Copies of one story: exact, under another headline, reworded a little, cut; and what is none."""

import random

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from factories import harbour
from sayso.assembly import reprints
from sayso.assembly.reprints import copies, groups, reprint_groups, with_copies
from sayso.ledger import open_ledger

WIRE = """\
Dockers walk out at Port Varo

PORT VARO, March 4 (NNA) - Dockers at Port Varo stopped work on Tuesday after the harbour council
doubled the fee for night shifts, leaving eleven grain ships at anchor in the bay.

Union secretary Mira Solvang said the walkout would last until the council met her members. "We were
told nothing, and then the bill came," she told a crowd at the east gate.

The council said the fee pays for new cranes that were ordered last autumn. A spokesman said talks
could begin on Thursday if the picket at the fuel pier was lifted first.

Bread prices in the old town have gone up by a fifth since the first ship was held back. Bakers said
they had flour for nine days. The regional governor has asked the navy to keep the channel open, and
a patrol boat was seen off the mole on Tuesday evening.
"""

OTHER_HAND = """\
Grain stuck in the bay as cranes stand still

Eleven ships were waiting outside Port Varo on Tuesday evening and no crane moved. For a week the
men and women who unload them had argued with the harbour council over what a night shift costs;
now they have gone home.

"We were told nothing, and then the bill came," said Mira Solvang, who speaks for their union. She
wants a meeting before anybody goes back. At the council they point to the cranes they bought last
autumn, which somebody has to pay for, and offer to talk on Thursday, provided that tankers can be
filled again.

In the market the price of a loaf is a fifth above last month's. One baker counted his sacks: enough
for nine days. A grey patrol boat crossed behind the mole; the governor had wanted the navy there.
"""


def story(seed, length):
    """Words by chance, the same for the same seed."""
    chance = random.Random(seed)
    return " ".join(f"word{chance.randrange(2000)}" for _ in range(length))


def every_pair(shingled):
    """In the place of the hashing: all pairs are looked at."""
    ids = list(shingled)
    return ((a, b) for n, a in enumerate(ids) for b in ids[:n])


def reworded(text):
    changes = {
        "stopped work": "downed tools",
        "doubled": "raised",
        "crowd": "gathering",
        "last autumn": "in the autumn",
        "Bakers": "Local bakers",
        "the channel": "the waterway",
    }
    for old, new in changes.items():
        assert old in text
        text = text.replace(old, new)
    return text


def headed(text):
    return "Varo harbour at a standstill over night fees\n" + text.partition("\n")[2]


COPIES = {
    "the same words": WIRE.replace("\n", "  "),
    "without case and with other quotation marks": WIRE.upper().replace('"', "”"),
    "another headline": headed(WIRE),
    "some words changed": reworded(WIRE),
    "another headline and some words changed": headed(reworded(WIRE)),
    "cut at the end": WIRE[: len(WIRE) // 2],
    "cut to a third": WIRE[: len(WIRE) // 3],
    "another headline, changed and cut": headed(reworded(WIRE))[: len(WIRE) // 2],
    "with a paragraph of the paper's own": WIRE + "\n\nThe Herald has counted ships since 1904.",
}


@pytest.mark.parametrize("copy", COPIES)
def test_a_copy_of_a_wire_story_is_a_reprint(copy):
    texts = {"wire": WIRE, "copy": COPIES[copy], "other": OTHER_HAND}
    assert groups(texts) == (("copy", "wire"),)


def test_all_copies_of_a_story_are_one_group():
    assert groups({"wire": WIRE, **COPIES, "other": OTHER_HAND}) == (
        tuple(sorted(["wire", *COPIES])),
    )


def test_two_reports_of_one_event_with_one_quotation_are_two():
    assert groups({"a": WIRE, "b": OTHER_HAND}) == ()


def test_one_who_was_asked_the_same_is_not_the_same_story():
    asked = ("How long will you stay out?", "Who pays for the cranes?", "What do you ask for?")

    def interview(name, answers):
        lines = (f"{q}\n{a}" for q, a in zip(asked, answers, strict=True))
        return f"{name} answered three questions at the gate.\n" + "\n".join(lines)

    first = interview(
        "Mira Solvang",
        (
            "Until the council sits down with us, be it a day or the whole of the spring.",
            "Whoever ordered them without asking the people who have to drive them at night.",
            "A table, four chairs, and the old fee for as long as the talks go on.",
        ),
    )
    second = interview(
        "Jon Askvik",
        (
            "I would go back tomorrow; my family cannot live on what a strike fund hands out.",
            "That was settled in the budget two years ago, and nobody in the union objected then.",
            "Quiet on the pier, no more lists of names, and pay on the last Friday of the month.",
        ),
    )
    assert groups({"a": first, "b": second}) == ()


def test_a_round_up_is_not_the_story_of_each_item(monkeypatch):
    monkeypatch.setattr(reprints, "_near", every_pair)
    items = {f"item {n}": story(n, 60) for n in range(6)}
    found = groups({**items, "round-up": "\n\n".join(items.values())})
    assert found == ()
    assert groups({**items, "a third more": items["item 1"] + items["item 2"][:100]}) == (
        ("a third more", "item 1"),
    )


def test_a_copy_that_was_changed_throughout_is_still_one():
    words = WIRE.split()
    lightly, heavily = (
        " ".join(f"other{n}" if n % every == 0 else w for n, w in enumerate(words))
        for every in (10, 5)
    )
    assert groups({"a": WIRE, "b": lightly}) == (("a", "b"),)
    assert groups({"a": WIRE, "b": heavily}) == ()


def test_no_copy_that_was_cut_by_half_is_overlooked():
    texts = {}
    for n in range(40):
        texts[f"{n:02} whole"] = story(n, 200)
        texts[f"{n:02} cut"] = " ".join(story(n, 200).split()[:100])
    assert groups(texts) == tuple((f"{n:02} cut", f"{n:02} whole") for n in range(40))


def test_short_texts_are_one_only_where_all_their_words_are():
    texts = {
        "a": "Three people died in Varo on Monday.",
        "b": "Four people died in Varo on Monday.",
        "c": "three people died in Varo, on Monday",
    }
    assert groups(texts) == (("a", "c"),)


def test_texts_without_words_are_only_themselves():
    assert groups({"a": "…", "b": "…", "c": "!", "d": ""}) == (("a", "b"),)


def test_letters_that_cannot_be_encoded_do_no_harm():
    assert groups({"a": WIRE + "\ud800", "b": WIRE}) == (("a", "b"),)


def test_the_order_of_words_counts():
    words = WIRE.split()
    backwards = " ".join(reversed(words))
    assert groups({"a": WIRE, "b": backwards}) == ()


sentences = st.lists(
    st.sampled_from([s for text in (WIRE, OTHER_HAND) for s in text.split(". ")]),
    min_size=1,
    max_size=9,
).map(". ".join)


@hypothesis_settings(deadline=None, max_examples=60)
@given(st.lists(sentences, min_size=2, max_size=6), st.randoms(use_true_random=False))
def test_the_order_of_reports_does_not_matter(texts, chance):
    held = [(f"r{n}", text) for n, text in enumerate(texts)]
    found = groups(dict(held))
    chance.shuffle(held)
    assert groups(dict(held)) == found
    members = [one for group in found for one in group]
    assert len(members) == len(set(members))
    by_id = dict(held)
    for one, other in ((a, b) for a in by_id for b in by_id if by_id[a] == by_id[b] and a != b):
        assert other in copies(found)[one]


def test_pairs_are_judged_by_what_they_share(monkeypatch):
    """Hashing only proposes: where every pair is looked at, the same are found."""
    texts = {"wire": WIRE, **COPIES, "other": OTHER_HAND}
    by_hashing = groups(texts)
    monkeypatch.setattr(reprints, "_near", every_pair)
    assert groups(texts) == by_hashing


def test_copies_in_a_ledger_are_those_of_its_newest_readings(tmp_path):
    with open_ledger(tmp_path / "x.db") as ledger:
        ledger.add(harbour(input_id="a"))
        ledger.add(harbour(input_id="b", publisher="Inland Post"))
        assert reprint_groups(ledger) == (("a", "b"),)
        rows = with_copies(ledger, ledger.reports())
        assert [(r.id, r.copies) for r in rows] == [("a", ("b",)), ("b", ("a",))]
        assert rows[0].headline == ledger.report("a").headline
        ledger.forget("b")
        assert reprint_groups(ledger) == ()
        assert list(ledger.texts()) == [("a", ledger.reading("a").report.text)]
