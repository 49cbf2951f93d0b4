"""The commands about this installation: the contract's schema, and whether it is whole."""

import json

import typer

from sayso import __version__
from sayso.api import knowledge, read
from sayso.cli.errors import fail, faults_told
from sayso.cli.output import write_text
from sayso.knowledge.loader import DATA, fingerprint, lexicon, table
from sayso.model import Reading

_SENTENCE = 'MOSUL, Iraq, Jan 5 (Reuters) - "Rebels attacked the bridge," an army spokesman said.'


def register(app: typer.Typer) -> None:
    """Put these commands into the application."""
    app.command("schema")(schema)
    app.command("check")(check)


def schema() -> None:
    """Print the JSON Schema of a reading."""
    content = Reading.model_json_schema(by_alias=True, mode="serialization")
    dialect = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    write_text(json.dumps({**dialect, **content}, ensure_ascii=False, indent=2) + "\n")


def check() -> None:
    """Say whether this installation is whole: its data, its gazetteer, its pipeline, a reading."""
    from sayso.reading.encoder import weights_fingerprint  # onnxruntime takes time to import

    with faults_told():
        _told("sayso", __version__)
        _told("data", f"{_data_files()} files, {fingerprint()[:19]}")
        held = knowledge()
        if not held.gazetteer.lookup("Mosul"):
            fail("the gazetteer knows no place: remove it from the cache folder and try again")
        _told("gazetteer", held.gazetteer.version)
        reading = read(_SENTENCE)
        _told("pipeline", reading.reader.pipeline)
        _told("weights", weights_fingerprint()[:19])
    if not reading.attributions or not reading.statements:
        fail("this installation is not whole: a plain sentence gave no statement")
    _told("reading", f"{len(reading.statements)} statements from one sentence")


def _data_files() -> int:
    """Parse every data file; how many there are."""
    names = sorted(item.name for item in DATA.iterdir() if item.name.endswith((".yaml", ".tsv")))
    for name in names:
        stem, _, kind = name.rpartition(".")
        (lexicon if kind == "yaml" else table)(stem)
    return len(names)


def _told(what: str, found: str) -> None:
    write_text(f"{what:<10} {found}\n")
