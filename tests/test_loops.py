"""Loops: what comes back to where it began, reinforcing or balancing."""

import subprocess
import sys
from itertools import permutations, product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.situation.loops import find_loops
from situations import link, links

NAMES = "abcdef"


@pytest.mark.parametrize(
    ("arrows", "sign", "kind"),
    [
        ("a +> b, b +> a", "+", "reinforcing"),
        ("a -> b, b -> a", "+", "reinforcing"),
        ("a +> b, b -> a", "-", "balancing"),
        ("a +> b, b +> c, c -> a", "-", "balancing"),
        ("a ?> b, b -> a", "?", "open"),
        ("a -> a", "-", "balancing"),
    ],
)
def test_the_signs_on_the_way_make_the_kind(arrows, sign, kind):
    (loop,), cut = find_loops(links(arrows))
    assert (loop.sign, loop.kind, cut) == (sign, kind, False)


def test_a_chain_is_no_loop():
    assert find_loops(links("a +> b, b +> c")) == ((), False)


def test_a_loop_names_its_links_from_the_first_factor_on():
    (loop,), _ = find_loops(links("c +> a, b -> c, a +> b"))
    assert loop.factors == ("a", "b", "c")
    assert loop.links == ("a+b", "b-c", "c+a")


def test_rivals_give_a_loop_each():
    found, _ = find_loops(links("a +> b, a -> b, b +> a"))
    assert [(loop.links, loop.kind) for loop in found] == [
        (("a+b", "b+a"), "reinforcing"),
        (("a-b", "b+a"), "balancing"),
    ]


def test_too_many_loops_are_cut_the_long_ones_first():
    whole = [link(f"{a} +> {b}") for a in NAMES for b in NAMES if a != b]
    every, cut = find_loops(whole)
    assert (len(every), cut) == (200, True)  # there are 409
    assert {len(loop.factors) for loop in every[:15]} == {2}
    few, cut = find_loops(whole, most=20)
    assert cut
    assert few == every[:20]


def test_a_loop_longer_than_is_sought_is_told_of():
    ring = [link(f"{a} +> {b}") for a, b in zip(NAMES, NAMES[1:] + NAMES[0], strict=True)]
    assert find_loops(ring, longest=5) == ((), True)
    (loop,), cut = find_loops(ring, longest=6)
    assert (len(loop.factors), cut) == (6, False)


def test_many_branches_of_one_ring_are_cut_too():
    whole = [
        link(f"{a} {sign}> {b}")
        for a, b in zip(NAMES, NAMES[1:] + NAMES[0], strict=True)
        for sign in "+-?"
    ]
    found, cut = find_loops(whole)
    assert (len(found), cut) == (200, True)  # of 3 to the 6th


arrows = st.sets(
    st.tuples(st.sampled_from("abcd"), st.sampled_from("+-?"), st.sampled_from("abcd")),
    max_size=9,
)


def rings(whole):
    """Every loop, by trying all orders of all factors."""
    between = {}
    for one in whole:
        between.setdefault((one.driver, one.effect), []).append(one.id)
    for size in range(1, 5):
        for names in permutations("abcd", size):
            if names[0] == min(names):
                steps = zip(names, (*names[1:], names[0]), strict=True)
                yield from product(*(between.get(step, ()) for step in steps))


@given(arrows, st.randoms(use_true_random=False))
def test_every_loop_is_found_once_in_any_order_of_the_links(drawn, lot):
    whole = [link(f"{a} {sign}> {b}") for a, sign, b in sorted(drawn)]
    found, cut = find_loops(whole)
    shuffled = list(whole)
    lot.shuffle(shuffled)
    assert find_loops(shuffled) == (found, cut)
    assert not cut
    assert {loop.links for loop in found} == set(rings(whole))
    assert len({loop.links for loop in found}) == len(found)


def test_the_order_hangs_on_no_hash_of_words():
    program = (
        "import sys; sys.path.insert(0, 'tests')\n"
        "from situations import link\n"
        "from sayso.situation.loops import find_loops\n"
        "names = [f'factor {n}'.replace(' ', '_') for n in range(9)]\n"
        "whole = [link(f'{a} +> {b}') for a in names for b in names if a != b]\n"
        "print(find_loops(whole, most=40))\n"
    )
    printed = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
            capture_output=True,
            check=True,
            cwd=Path(__file__).parent.parent,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(printed) == 1
