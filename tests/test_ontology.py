"""The ontologies: types, modes and codes as their code books list them, and how they map."""

import pytest

from sayso.knowledge import ontology


def test_plover_has_sixteen_types_in_four_quads() -> None:
    assert len(ontology.plover_types()) == 16
    quads = {t: ontology.quad(t) for t in ontology.plover_types()}
    assert [t for t, q in quads.items() if q == 1] == ["AGREE", "CONSULT", "SUPPORT", "CONCEDE"]
    assert [t for t, q in quads.items() if q == 2] == ["COOPERATE", "AID", "RETREAT"]
    assert [t for t, q in quads.items() if q == 3] == ["REQUEST", "ACCUSE", "REJECT", "THREATEN"]
    assert [t for t, q in quads.items() if q == 4] == [
        "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
    ]  # fmt: skip


def test_modes_belong_to_their_types() -> None:
    assert ontology.plover_modes("CONSULT") == {"visit", "third-party", "multilateral", "phone"}
    assert ontology.plover_modes("AGREE") == frozenset()
    assert len(ontology.plover_modes("ASSAULT")) == 15
    with pytest.raises(KeyError):
        ontology.plover_modes("FIGHT")


def test_scores_fall_back_to_the_type() -> None:
    assert ontology.score("RETREAT") == 6.5
    assert ontology.score("RETREAT", "withdraw") == 8
    assert ontology.score("ASSAULT", "firearms") == -9
    assert ontology.score("ACCUSE") == -3


def test_older_names_and_the_future() -> None:
    assert ontology.modern_type("FIGHT") == "ASSAULT"
    assert ontology.modern_type("AID") == "AID"
    assert ontology.future_type("CONSULT") == "AGREE"
    assert ontology.future_type("ASSAULT") == "ASSAULT"


@pytest.mark.parametrize(
    ("cameo", "plover"),
    [
        ("03", ("AGREE", None)),
        ("0831", ("CONCEDE", None)),
        ("0841", ("RETREAT", "release")),
        ("111", ("ACCUSE", "disapprove")),
        ("1712", ("ASSAULT", "destroy")),
        ("1723", ("COERCE", "curfew")),
        ("174", ("COERCE", "deport")),
        ("191", ("COERCE", "restrict")),
        ("1951", ("ASSAULT", "aerial")),
        ("204", ("ASSAULT", "unconventional")),
        ("1419", ("PROTEST", "demo")),
        ("01", (None, None)),
    ],
)
def test_cameo_maps_to_plover(cameo: str, plover: tuple[str | None, str | None]) -> None:
    assert ontology.plover_of_cameo(cameo) == plover


def test_every_cameo_code_maps_to_a_type_and_mode_that_exist() -> None:
    roots = {f"{n:02d}" for n in range(1, 21)}
    assert all(ontology.is_cameo(root) for root in roots)
    for row in ontology.table("cameo"):
        type_, mode = ontology.plover_of_cameo(row["code"])
        assert row["code"][:2] in roots
        assert type_ is None or type_ in ontology.plover_types()
        assert mode is None or mode in ontology.plover_modes(str(type_))
    with pytest.raises(KeyError):
        ontology.plover_of_cameo("99")


def test_acled_has_six_types_and_twenty_five_subtypes() -> None:
    types = ontology.acled_types()
    assert len(types) == 6
    assert sum(len(subs) for subs in types.values()) == 25
    assert ontology.acled_parent()["Grenade"] == "Explosions/Remote violence"


def test_contexts_and_sectors_are_listed() -> None:
    assert len(ontology.contexts()) == len(set(ontology.contexts())) == 37
    assert {"COP", "MIL", "REB", "CVL", "IGO"} <= set(ontology.sectors())
