"""The answer that assumes no strengths: which way, along which paths."""

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.model import Clamp
from sayso.situation.answer import answers
from situations import link, links

NAMES = "abcdef"


def ask(made, *clamps, steps=12, **bounds):
    held = [c if isinstance(c, Clamp) else Clamp(factor=c[0], to=c[1]) for c in clamps]
    names = sorted(
        {*(c.factor for c in held), *(end for x in made for end in (x.driver, x.effect))}
    )
    return answers(names, made, held, steps, **bounds)


@pytest.mark.parametrize(
    ("arrows", "to", "way"),
    [
        ("a +> z", "up", "up"),
        ("a -> z", "up", "down"),
        ("a -> z", "down", "up"),
        ("a +> b, b -> z", 0.3, "down"),
        ("a -> b, b -> z", "up", "up"),
        ("a +> b, b +> z, a +> z", -0.2, "down"),
        ("a +> b, b +> z, a -> z", "up", "ambiguous"),
        ("a ?> z", "up", "ambiguous"),
        ("a +> b, b ?> z", "up", "ambiguous"),
        ("a +> z, a -> z", "up", "ambiguous"),
        ("z +> a", "up", "none"),
        ("a +> z", 0, "none"),
        ("a +> b, b +> a, b +> z", "up", "up"),
    ],
)
def test_signs_multiply_along_a_path_and_paths_have_to_agree(arrows, to, way):
    assert ask(links(arrows), ("a", to))["z"].sign == way


def test_paths_are_links_the_shortest_first():
    found = ask(links("a +> b, b +> z, a +> z, b +> c, c +> z"), ("a", "up"))
    assert found["z"].paths == (("a+z",), ("a+b", "b+z"), ("a+b", "b+c", "c+z"))
    assert not found["z"].cut


def test_a_held_factor_lets_nothing_through():
    found = ask(links("a +> b, b +> z"), ("a", "up"), ("b", 0))
    assert found["b"].sign == "none"
    assert found["z"].sign == "none"
    assert found["z"].paths == ()


def test_a_held_factor_goes_the_way_it_is_held():
    found = ask(links("a -> b"), ("a", "up"), ("b", "up"))
    assert (found["a"].sign, found["b"].sign) == ("up", "up")
    assert found["b"].paths == ()


def test_one_held_for_a_while_is_driven_before_and_after():
    held = Clamp(factor="b", to="up", start=2, stop=5)
    found = ask(links("a -> b, b +> z"), ("a", "up"), held)
    assert found["b"].sign == "ambiguous"
    assert found["z"].paths == (("b+z",), ("a-b", "b+z"))
    assert ask(links("a +> b, b -> a"), Clamp(factor="a", to="up", stop=3))["a"].sign == "ambiguous"


def test_several_held_factors_combine():
    both = links("a +> z, b -> z")
    assert ask(both, ("a", "up"), ("b", "up"))["z"].sign == "ambiguous"
    assert ask(both, ("a", "up"), ("b", "down"))["z"].sign == "up"


def test_up_and_later_down_is_both():
    up, down = Clamp(factor="a", to="up", stop=4), Clamp(factor="a", to="down", start=4)
    found = ask(links("a +> z"), up, down)
    assert (found["a"].sign, found["z"].sign) == ("ambiguous", "ambiguous")
    assert found["z"].paths == (("a+z",),)


def ladder(rungs, sign="+"):
    """Two ways at each of so many rungs: 2 to that power paths."""
    return [
        made
        for n in range(rungs)
        for made in links(f"n{n} +> u{n}, n{n} +> v{n}, u{n} +> n{n + 1}, v{n} {sign}> n{n + 1}")
    ]


def test_more_paths_than_are_followed_are_told_and_leave_the_sign_right():
    found = ask(ladder(12), ("n0", "up"))
    assert found["n12"].cut
    assert len(found["n12"].paths) >= 1
    assert found["n12"].sign == "up"  # every way has +, followed or not
    assert ask(ladder(12, "-"), ("n0", "up"))["n12"].sign == "ambiguous"
    assert not found["n1"].cut


def test_a_far_factor_has_its_shortest_path():
    chain = [link(f"n{n} -> n{n + 1}") for n in range(31)]
    found = ask(chain, ("n0", "up"))
    assert (found["n31"].sign, len(found["n31"].paths[0])) == ("down", 31)
    assert not found["n31"].cut


arrows = st.sets(
    st.tuples(st.sampled_from(NAMES), st.sampled_from("+-?"), st.sampled_from(NAMES)).filter(
        lambda arrow: arrow[0] != arrow[2]
    ),
    max_size=12,
)


@given(arrows)
def test_the_same_as_all_simple_paths(drawn):
    made = [link(f"{a} {sign}> {b}") for a, sign, b in sorted(drawn)]
    whole = nx.MultiDiGraph()
    whole.add_nodes_from(NAMES)
    whole.add_edges_from((x.driver, x.effect, x.id) for x in made)
    found = answers(NAMES, made, [Clamp(factor="a", to="up")], 5, most=10_000)
    for name in NAMES[1:]:
        paths = {
            tuple(key for _, _, key in path) for path in nx.all_simple_edge_paths(whole, "a", name)
        }
        assert set(found[name].paths) == paths
        signs = {"?" if "?" in "".join(p) else "".join(p).count("-") % 2 for p in paths}
        way = {frozenset(): "none", frozenset({0}): "up", frozenset({1}): "down"}
        assert found[name].sign == way.get(frozenset(signs), "ambiguous")


@given(arrows, st.integers(1, 5), st.integers(1, 5))
def test_bounds_never_turn_a_sign(drawn, most, longest):
    made = [link(f"{a} {sign}> {b}") for a, sign, b in sorted(drawn)]
    clamps = [Clamp(factor="a", to="up")]
    whole = answers(NAMES, made, clamps, 5, most=10_000)
    short = answers(NAMES, made, clamps, 5, most=most, longest=longest)
    for name in NAMES:
        assert short[name].sign in (whole[name].sign, "ambiguous")
        assert bool(short[name].paths) == bool(whole[name].paths)
        assert set(short[name].paths) <= set(whole[name].paths)
        if not short[name].cut:
            assert short[name] == whole[name]
