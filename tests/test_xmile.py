"""XMILE: the model opened and run by another program, with the same numbers."""

import json
import warnings
from xml.etree import ElementTree

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.exports.xmile import NAMESPACE, xmile
from sayso.model import Clamp, Factor, Scenario
from sayso.situation.ranges import fixed, shipped_ranges
from sayso.situation.scenario import ScenarioError
from sayso.situation.simulate import simulate
from situations import link, links, said, scenario, situation

NAMES = "abcde"
MIDDLE = shipped_ranges()[0]


@pytest.fixture
def run(tmp_path):
    """The levels of each factor by step, as PySD runs the file."""

    def opened(text, names):
        path = tmp_path / "model.xmile"
        path.write_text(text, encoding="utf-8")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import pysd

            table = pysd.read_xmile(str(path)).run()
        return np.array([table[f"level of {name}"] for name in names], dtype=float)

    return opened


def ours(whole, asked, ranges):
    ids = [factor.id for factor in whole.factors]
    one = asked.model_copy(update={"draws": 1})
    return simulate(ids, whole.links, one, ranges).quantiles[:, :, 1]


def test_it_runs_elsewhere_with_the_same_numbers(run):
    whole = situation(links("a +> b, b -> c, c +> b, a +> c, d -> e"))
    asked = scenario(a="up", d=-0.4, steps=9)
    found = run(xmile(whole, asked), [f"the {name}" for name in NAMES])
    expected = ours(whole, asked, fixed(MIDDLE.middle_strength, MIDDLE.middle_pace))
    assert found == pytest.approx(expected, abs=1e-5)
    assert abs(found[:, -1]).min() > 0.01


def test_what_is_held_for_a_while_is_let_go_there_too(run):
    whole = situation(links("a +> b, b +> a"))
    clamps = (Clamp(factor="a", to="up", stop=3), Clamp(factor="a", to="down", start=5, stop=6))
    asked = Scenario(clamps=clamps, steps=10)
    found = run(xmile(whole, asked), ["the a", "the b"])
    expected = ours(whole, asked, fixed(MIDDLE.middle_strength, MIDDLE.middle_pace))
    assert found == pytest.approx(expected, abs=1e-5)


arrows = st.dictionaries(
    st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)), st.sampled_from("+-"), max_size=9
)


@settings(
    deadline=None, max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(arrows, st.sampled_from([0.1, 0.55, 0.9]), st.sampled_from([0.2, 1.0]), st.integers(0, 3))
def test_any_model_is_the_same_there(run, drawn, strength, pace, start):
    made = [link(f"{a} {sign}> {b}") for (a, b), sign in sorted(drawn.items())]
    whole = situation(made, NAMES)
    ranges = fixed(strength, pace)
    asked = Scenario(clamps=(Clamp(factor="a", to=0.7, start=start),), steps=6)
    found = run(xmile(whole, asked, ranges), [f"the {name}" for name in NAMES])
    assert found == pytest.approx(ours(whole, asked, ranges), abs=1e-5)


def test_without_a_scenario_nothing_moves(run):
    found = run(xmile(situation(links("a +> b"))), ["the a", "the b"])
    assert found.shape == (2, 13)
    assert not found.any()


def test_names_may_be_anything(run):
    names = ["airstrikes on Málaga & <the port>", "Time", "no. 1's 'rule'", "time", "50% + if then"]
    whole = situation(links("a +> b, b +> c, c +> d, d +> e"))
    factors = tuple(
        Factor(id=own, name=name, what=name) for own, name in zip(NAMES, names, strict=True)
    )
    text = xmile(whole.model_copy(update={"factors": factors}), scenario(a="up"))
    for name in names:
        assert name in "".join(ElementTree.fromstring(text).itertext())
    plain = [
        "airstrikes on Málaga the port",
        "Time",
        "no 1 s rule",
        "time 2",
        "50 if then",
    ]
    found = run(text, plain)
    assert (found[:, -1] > 0).all()


def variables(text, kind):
    space = {"x": NAMESPACE}
    found = ElementTree.fromstring(text).findall(f".//x:{kind}", space)
    return {
        v.get("name"): (v.findtext("x:eqn", None, space), v.findtext("x:doc", None, space))
        for v in found
    }


def test_one_stock_a_factor_and_every_assumption_told():
    two = (said("r1"), said("r2"))
    text = xmile(situation([link("a +> b", evidence=two), link("b ?> c", strength=0.3)]))
    assert set(variables(text, "stock")) == {"level of the a", "level of the b", "level of the c"}
    constants = variables(text, "aux")
    equation, doc = constants["strength 1"]
    assert equation == "0.5"
    assert "r1/s1, r2/s1" in doc
    assert "0.2 to 0.8, assumed for this model, not measured" in doc
    assert "Ada Quill" not in text  # voices are counted
    assert constants["strength 2"][0] == "0.3"
    assert constants["way 2"][0] == "0"
    assert "by hand" in text  # the claim


def test_rivals_share(run):
    whole = situation(links("a +> b, a -> b"))
    text = xmile(whole, scenario(a="up"))
    assert variables(text, "aux")["share 1"][0] == "0.5"
    assert run(text, ["the b"])[0, -1] == 0


def test_a_scenario_that_cannot_be_run_is_refused():
    with pytest.raises(ScenarioError, match="no factor 'z'"):
        xmile(situation(links("a +> b")), scenario(z="up"))


def test_the_same_bytes_each_time():
    whole = situation(links("a +> b, b -> c, c +> a"))
    assert xmile(whole, scenario(a="up")) == xmile(whole, scenario(a="up"))


# The command.


@pytest.fixture
def told(sayso):
    report = "The blockade of Port Varo caused a rise in bread prices, Mayor Edda Holt said."
    assert sayso("read", "-", "--published", "2031-03-03", input=report).exit_code == 0
    return sayso


def test_the_command_writes_the_whole_situation(told, tmp_path, run):
    out = tmp_path / "out.xmile"
    result = told("export", "xmile", "-o", out)
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr.startswith("What the cited claims imply, by 1 voice in 1 report;")
    assert out.read_text("utf-8") == told("export", "xmile").stdout
    model = json.loads(told("situation", "--format", "json").stdout)
    assert model["links"]
    names = [factor["name"] for factor in model["factors"]]
    assert set(variables(out.read_text("utf-8"), "stock")) == {f"level of {n}" for n in names}
    driver = next(f for f in model["factors"] if f["id"] == model["links"][0]["driver"])
    held = told("export", "xmile", "--set", f"{driver['name']}=up").stdout
    found = run(held, [driver["name"]])
    assert (found == 1).all()


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        (["xmile", "--place", "Norway"], "no filter goes with it"),
        (["xmile", "--all"], "no filter goes with it"),
        (["xmile", "--set", "nobody=up"], "nobody"),
        (["xmile", "--set", "nonsense"], "no setting"),
        (["csv", "--set", "a=up"], "csv has none"),
        (["xmile", "-o", "none/out.xmile"], "there is no folder"),
    ],
)
def test_what_cannot_be_written_is_told_in_one_line(told, tmp_path, monkeypatch, words, fault):
    monkeypatch.chdir(tmp_path)
    result = told("export", *words)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("sayso: ")
    assert result.stderr.count("\n") == 1
    assert fault in result.stderr
    assert list(tmp_path.iterdir()) == []
