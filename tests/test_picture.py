"""The picture of a situation: readable, the same each time, and nothing from elsewhere."""

import re
from itertools import combinations
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.model import Broader, Clamp, Factor
from sayso.situation.layout import BOX_WIDTH, layout
from sayso.situation.picture import svg
from sayso.situation.what_if import what_if
from situations import link, links, said, scenario, situation

SVG = "{http://www.w3.org/2000/svg}"
SIGNS = {"more brings more": "+", "more brings less": "-", "nobody says which": "?"}
LEGEND = {*SIGNS, "sources differ on the sign", "an analyst's own", "a broader term's"}
CLAIM = "What the cited claims imply, by 2 voices in 3 reports; not what is so, and no forecast."


def parsed(*args):
    return ElementTree.fromstring(svg(*args))


def words(root):
    return [text.text for text in root.iter(f"{SVG}text")]


def groups(root, kind):
    return [g for g in root.iter(f"{SVG}g") if kind in g.get("class", "").split()]


def tooltip(group):
    return group.findtext(f"{SVG}title")


def test_every_factor_and_link_is_drawn_with_its_counts():
    many = (said("r1"), said("r2"))
    whole = situation(
        [link("a +> b", evidence=many, voices=("Ada Quill", "Ben Fenn"), reports=2), link("b -> c")]
    )
    root = parsed(whole)
    assert {"the a", "the b", "the c"} <= set(words(root))
    assert [tooltip(g) for g in groups(root, "plus") if tooltip(g)] == [
        "the a → the b (+): 2 voices in 2 reports"
    ]
    assert [tooltip(g) for g in groups(root, "minus") if tooltip(g)] == [
        "the b → the c (−): 1 voice in 1 report"
    ]
    assert "Ada Quill" not in svg(whole)


def test_the_claim_and_the_description_stand_in_it():
    whole = situation(links("a +> b, b ?> c")).model_copy(update={"claim": CLAIM})
    root = parsed(whole)
    assert CLAIM in words(root)
    assert root.get("role") == "img"
    title, told = (root.find(f"{SVG}{tag}") for tag in ("title", "desc"))
    assert root.get("aria-labelledby").split() == [title.get("id"), told.get("id")]
    assert told.text.startswith("the a to the b (+). the b to the c (?).")


def test_nothing_is_fetched_and_both_screens_are_served():
    text = svg(situation(links("a +> b")))
    assert re.findall(r"https?://[^\"]*", text) == ["http://www.w3.org/2000/svg"]
    assert "@import" not in text
    assert "url(" not in text
    assert "prefers-color-scheme: dark" in text


def test_signs_and_rivals_differ_in_shape_and_line():
    two = [link("a +> b", rivals=("a-b",)), link("a -> b", rivals=("a+b",)), link("b ?> c")]
    root = parsed(situation(two))
    rivals = [g for g in groups(root, "rival") if tooltip(g)]
    assert len(rivals) == 2
    assert all("sources differ on the sign" in tooltip(g) for g in rivals)
    shapes = {
        kind: next(
            element.tag.removeprefix(SVG)
            for g in groups(root, kind)
            for element in g
            if element.get("class") == "badge"
        )
        for kind in ("plus", "minus", "unsaid")
    }
    assert shapes == {"plus": "circle", "minus": "rect", "unsaid": "polygon"}
    style = root.findtext(f"{SVG}style")
    assert ".rival .line { stroke-dasharray" in style


def test_what_no_report_says_has_its_own_line_and_letter():
    rule = Broader(term="pressure", rule="a raid on X is pressure on X", source="own table")
    made = [
        link("a +> b", origin="broader-term", broader=rule, evidence=(), voices=(), reports=0),
        link("b +> c", origin="analyst", evidence=(), voices=(), reports=0),
    ]
    root = parsed(situation(made))
    told = [tooltip(g) for g in groups(root, "unreported") if tooltip(g)]
    assert "a broader term; a raid on X is pressure on X (own table); 0 voices" in told[0]
    assert "an analyst's own" in told[1]
    marks = [text.text for text in root.iter(f"{SVG}text") if text.get("class") == "mark"]
    assert sorted(marks) == ["A", "A", "T", "T"]  # at the arrows and in the legend


def test_what_is_only_expected_is_told_at_the_arrow():
    hedged = (said("r1", stance="expected"), said("r2", stance="hypothetical"))
    root = parsed(situation([link("a +> b", evidence=hedged), link("b +> c")]))
    told = [tooltip(g) for g in groups(root, "plus") if tooltip(g)]
    assert ["only expected, or said under a condition" in t for t in told] == [True, False]


def test_the_legend_tells_of_what_is_there_within_the_width():
    root = parsed(situation(links("a +> b, b -> c")))
    assert {"more brings more", "more brings less"} <= set(words(root))
    assert "sources differ on the sign" not in words(root)
    two = [link("a +> b", rivals=("a-b",)), link("a -> b", rivals=("a+b",)), link("a ?> c")]
    narrow = parsed(situation(two))
    legend = [t for t in narrow.iter(f"{SVG}text") if t.text == "sources differ on the sign"]
    assert len(legend) == 1
    assert float(legend[0].get("x")) + 6.4 * 26 < float(narrow.get("width"))


MADE = (
    link("a +> b"),
    link("a -> b", rivals=("a+b",)),
    link("a ?> b"),
    link("a -> b", id="own", origin="analyst"),
    link("a -> b", id="term", origin="broader-term"),
)


@pytest.mark.parametrize("chosen", [c for n in range(1, 6) for c in combinations(MADE, n)])
def test_no_word_of_a_legend_runs_into_the_margin_of_two_columns(chosen):
    root = parsed(situation(chosen))
    legend = [t for t in root.iter(f"{SVG}text") if t.text in LEGEND]
    assert {x.sign for x in chosen} <= {SIGNS.get(t.text) for t in legend}
    for text in legend:
        assert float(text.get("x")) + 6.4 * len(text.text) <= float(root.get("width")) - 24
    places = [(t.get("x"), t.get("y")) for t in legend]
    assert len(set(places)) == len(places)
    last = max(float(y) for _, y in places)
    claim = next(t for t in root.iter(f"{SVG}text") if t.text == "by hand")
    assert last < float(claim.get("y")) < float(root.get("height"))


def test_how_a_factor_is_held_is_broken_at_the_width_of_its_box():
    whole = situation(links("a +> b"))
    holds = [Clamp(factor="a", to=to, start=n, stop=n + 1) for n, to in enumerate([0.5, -0.5] * 3)]
    asked = scenario().model_copy(update={"clamps": tuple(holds)})
    root = parsed(whole, what_if(whole, asked))
    [box] = groups(root, "held")
    lines = [t.text for t in box.iter(f"{SVG}text") if t.get("class") == "note"]
    assert " ".join(lines).startswith("held at 0.5, then at -0.5")
    assert len(lines) > 1
    assert max(map(len, lines)) <= 31


def test_loops_are_marked_at_their_arrows_and_listed():
    root = parsed(situation(links("a +> b, b -> a, b +> c")))
    assert "B1: balancing, the a → the b → the a" in words(root)
    assert words(root).count("B1") == 2
    assert len(groups(root, "loop")) == 2


def test_many_loops_are_counted():
    whole = situation([link(f"{a} +> {b}") for a in "abcd" for b in "abcd" if a != b])
    assert len(whole.loops) == 20
    assert "and 8 more loops" in words(parsed(whole))


def test_an_outcome_tells_ways_and_shares():
    whole = situation(links("a +> b, a -> c, b +> d, c +> d, x +> y"))
    answer = what_if(whole, scenario(a="up", draws=200))
    root = parsed(whole, answer)
    told = words(root)
    shares = {found.factor: found.draws for found in answer.factors}
    assert "What if: the a up" in told
    assert "held up" in told
    assert f"▲ up, in {100 * shares['b'].up:.0f} % of draws" in told
    assert f"▼ down, in {100 * shares['c'].down:.0f} % of draws" in told
    assert any(line.startswith("◆ ambiguous: up ") for line in told)
    assert told.count("– as now") == 2
    assert answer.claim in told
    assert not any("moved on" in line for line in told)
    stale = answer.model_copy(update={"stale": True})
    assert any("moved on" in line for line in words(parsed(whole, stale)))


def test_names_of_any_kind_are_wrapped_and_kept_whole_in_the_tooltip():
    name = 'the <supply> of "grain" & fuel to the harbours\x00 of the far northern islands ' * 3
    whole = situation(links("a +> b"))
    first = Factor(id="a", name=name, what="supply")
    root = parsed(whole.model_copy(update={"factors": (first, whole.factors[1])}))
    box = next(g for g in groups(root, "factor") if tooltip(g).startswith("the <supply>"))
    assert tooltip(box) == name.replace("\x00", "")
    lines = [text.text for text in box.iter(f"{SVG}text")]
    assert len(lines) == 4
    assert lines[-1].endswith("…")
    assert max(map(len, lines)) <= 25


def test_an_empty_situation_says_so():
    assert "No claim says what drives what." in words(parsed(situation([])))


edges = st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8)), max_size=25)


@given(edges)
def test_boxes_keep_apart_and_arrows_go_round_them(drawn):
    placed = layout([40.0] * 9, drawn)
    assert layout([40.0] * 9, drawn) == placed
    for n, box in enumerate(placed.boxes):
        assert box.y >= 0
        assert box.x + box.width <= placed.width
        assert box.y + box.height <= placed.height
        for other in placed.boxes[:n]:
            apart = abs(box.x - other.x) >= BOX_WIDTH
            assert apart or box.y >= other.y + other.height or other.y >= box.y + box.height
    for (driver, effect), route in zip(drawn, placed.routes, strict=True):
        assert on_border(route.points[0], placed.boxes[driver])
        assert on_border(route.points[-1], placed.boxes[effect])
        for (x, y), (to, _) in zip(route.points[::2], route.points[1::2], strict=True):
            for box in placed.boxes:
                beside = max(x, to) <= box.x or min(x, to) >= box.x + box.width
                assert beside or y < box.y or y > box.y + box.height
        bends = zip(route.points[1::2], route.points[2::2], strict=False)
        for (x, _), (to, _) in bends:
            for box in placed.boxes:
                assert max(x, to) <= box.x or min(x, to) >= box.x + box.width


def on_border(point, box):
    x, y = point
    at_side = x in (pytest.approx(box.x), pytest.approx(box.x + box.width))
    return at_side and box.y <= y <= box.y + box.height


@given(edges)
def test_arrows_at_one_side_of_a_box_keep_apart(drawn):
    placed = layout([40.0] * 9, drawn)
    ends = [end for route in placed.routes for end in (route.points[0], route.points[-1])]
    assert len({(round(x, 3), round(y, 3)) for x, y in ends}) == len(ends)


def test_forty_factors_are_drawn_the_same_each_time():
    made = [link(f"f{n} +> f{(n * n + 3) % 40}") for n in range(40)]
    made += [link(f"f{n} -> f{n * 7 % 40}") for n in range(1, 40)]
    whole = situation(made)
    assert len(whole.factors) == 40
    assert len(groups(parsed(whole), "factor")) == 40
    assert svg(whole) == svg(whole)
