"""The example in docs/ledger.md runs as it stands."""

import re
from pathlib import Path

DOCS = Path(__file__).parent.parent / "docs" / "ledger.md"


def test_the_example_runs(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (example,) = re.findall(r"```python\n(.*?)```", DOCS.read_text("utf-8"), re.S)
    exec(compile(example, str(DOCS), "exec"), {})
    assert (tmp_path / "sayso.db").exists()
