"""The house rules that a machine can check: short modules, named sources, one-way imports."""

from pathlib import Path

import pytest

from sayso.knowledge import loader

SOURCE = Path(__file__).parent.parent / "src" / "sayso"
MODULES = sorted(SOURCE.rglob("*.py"))
DATA = sorted((SOURCE / "knowledge" / "data").iterdir())


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(SOURCE)))
def test_modules_are_under_400_lines(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) < 400


@pytest.mark.parametrize("path", DATA, ids=lambda p: p.name)
def test_data_files_name_source_and_licence(path: Path) -> None:
    if path.suffix == ".yaml":
        assert loader.lexicon(path.stem)
    elif path.suffix == ".tsv":
        assert loader.table(path.stem)
    else:
        pytest.fail(f"{path.name} is neither YAML nor TSV")


def test_a_data_file_without_source_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "bare.yaml").write_text("words: [a]\n", encoding="utf-8")
    monkeypatch.setattr(loader, "DATA", tmp_path)
    with pytest.raises(loader.DataFileError, match="names no source"):
        loader.lexicon.__wrapped__("bare")


def test_fingerprint_is_of_names_and_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.yaml").write_text("x: 1", encoding="utf-8")
    monkeypatch.setattr(loader, "DATA", tmp_path)
    first = loader.fingerprint.__wrapped__()
    (tmp_path / "a.yaml").write_text("x: 2", encoding="utf-8")
    assert loader.fingerprint.__wrapped__() != first
