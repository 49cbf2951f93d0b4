"""Names of one entity: shortened names, spellings, acronyms, places with one link."""

import re
from collections import defaultdict

from sayso.knowledge.loader import words
from sayso.model import Entity
from sayso.reading.coreference_chains import GROUPS, Chains, is_named

_ACRONYM = re.compile(r"[A-Z][A-Z.\-]{1,9}$")


def join_names(chains: Chains) -> None:
    """Join entities whose names say that they are one."""
    _same_links(chains)
    _persons(chains)
    _acronyms(chains)
    _short_organisations(chains)


def _same_links(chains: Chains) -> None:
    """Places that were given the same gazetteer entry ("Raqqa", "Raqa")."""
    seen: dict[tuple[str, str, str], int] = {}
    for index, entity in enumerate(list(chains.entities)):
        if entity.link is None:
            continue
        key = (entity.kind, entity.link.scheme, entity.link.id)
        if key in seen:
            chains.join(seen[key], index)
        seen.setdefault(key, index)


# -- persons -----------------------------------------------------------------------------------


def core(name: str) -> tuple[str, ...]:
    """The words of a person's name that tell it apart: no particles, hyphens or case."""
    parts = re.split(r"[\s\-‐‑]+", name.casefold().replace("’", "'"))
    kept = tuple(
        p.strip(".'\"")
        for p in parts
        if p.strip(".'\"") and p not in words("mention_rules", "particles")
    )
    return kept or tuple(parts)


def _persons(chains: Chains) -> None:
    named = [
        (i, core(e.name))
        for i, e in enumerate(chains.entities)
        if e.kind == "person" and is_named(e)
    ]
    by_core: dict[tuple[str, ...], int] = {}
    for index, parts in named:
        if parts in by_core:
            chains.join(by_core[parts], index)
        by_core.setdefault(parts, index)
    longer: dict[str, list[tuple[int, tuple[str, ...]]]] = defaultdict(list)
    for index, parts in named:
        if len(parts) > 1:
            for word in sorted({parts[0], parts[-1]}):
                longer[word].append((index, parts))
    for index, parts in sorted(named, key=lambda pair: (-len(pair[1]), pair[0])):
        target = _only_longer(chains, parts, longer.get(parts[-1], []))
        if target is not None:
            chains.join(target, index)


def _only_longer(
    chains: Chains, short: tuple[str, ...], candidates: list[tuple[int, tuple[str, ...]]]
) -> int | None:
    """The one longer name that ends (else, for one word, begins) with a shorter one, or None."""
    ending = {
        chains.root(i)
        for i, long in candidates
        if len(long) > len(short) and long[-1] == short[-1] and set(short) <= set(long)
    }
    if not ending and len(short) == 1:
        ending = {chains.root(i) for i, long in candidates if long[0] == short[0]}
    return ending.pop() if len(ending) == 1 else None


# -- acronyms ----------------------------------------------------------------------------------


def _acronyms(chains: Chains) -> None:
    """Join acronyms with what they stand for: by their letters, or in brackets behind it."""
    short = [(i, e) for i, e in enumerate(chains.entities) if _is_acronym(e)]
    long = [(i, e) for i, e in enumerate(chains.entities) if _is_spelt_out(e)]
    for index, entity in short:
        letters = entity.name.replace(".", "").upper()
        fitting = {chains.root(i) for i, e in long if _stands_for(letters, e.name)}
        behind = _before_parenthesis(chains, index)
        if behind is not None and (not fitting or behind in fitting):
            chains.join(behind, index)
        elif len(fitting) == 1:
            chains.join(fitting.pop(), index)


def _short_organisations(chains: Chains) -> None:
    """The first word of one longer organisation's name ("Norsk Aviation … Norsk")."""
    by_first: dict[str, list[int]] = defaultdict(list)
    named = [
        (i, e) for i, e in enumerate(chains.entities) if e.kind == "organization" and is_named(e)
    ]
    for index, entity in named:
        if " " in entity.name and chains.actors.lookup(entity.name) is None:
            by_first[entity.name.split()[0]].append(index)
    for index, entity in named:
        roots = {chains.root(i) for i in by_first.get(entity.name, ())}
        if len(roots) == 1 and chains.actors.lookup(entity.name) is None:
            chains.join(roots.pop(), index)


def _is_acronym(entity: Entity) -> bool:
    return (
        entity.kind in GROUPS
        and entity.link is None
        and bool(_ACRONYM.match(entity.name))
        and is_named(entity)
    )


def _is_spelt_out(entity: Entity) -> bool:
    return entity.kind in GROUPS and " " in entity.name and is_named(entity)


def _stands_for(letters: str, name: str) -> bool:
    parts = [w for w in re.split(r"[\s\-]+", name) if w]
    plain = "".join(w[0] for w in parts if w.lower() not in words("mention_rules", "small")).upper()
    every = "".join(w[0] for w in parts).upper()
    return letters in (plain, every)


def _before_parenthesis(chains: Chains, index: int) -> int | None:
    """The named group whose mention stands right before this one in brackets, or None."""
    text = chains.page.analysis.text
    for mention in chains.entities[index].mentions:
        around = text[mention.start - 1 : mention.start] + text[mention.end : mention.end + 1]
        if around not in ("()", "[]"):
            continue
        end = len(text[: mention.start - 1].rstrip())
        for ref in chains.refs:
            if ref.end == end and ref.form == "name":
                entity = chains.entity(ref)
                if entity.kind in GROUPS and chains.actors.lookup(entity.name) is None:
                    return chains.root(ref.owner)
    return None
