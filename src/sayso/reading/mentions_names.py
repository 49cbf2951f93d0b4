"""Names: the actor table first, then countries and gazetteer, then what the parser found."""

from collections import Counter

from sayso.knowledge import Knowledge
from sayso.knowledge.loader import words
from sayso.model import EntityKind, Link
from sayso.reading.mentions_metonymy import acts_as_government
from sayso.reading.mentions_page import Found, Page
from sayso.reading.mentions_places import called_a_place, known_place, stands_as_place
from sayso.reading.mentions_runs import Run, is_acronym, named_as_body, plain, runs_of, text_of
from sayso.reading.mentions_table import names_from_table, organisation_words

_RULES = "mention_rules"
#: The votes that make an acronym a place: more than the parser's label alone.
_PLACED = 2
#: The vote of "the town of X": it outweighs what else X may be taken for.
_CERTAIN = 40


def find_names(page: Page, knowledge: Knowledge) -> list[Found]:
    """The names of a report in text order; ``page.names`` is filled in on the way."""
    found = names_from_table(page, knowledge)
    runs = runs_of(page)
    votes = _votes(page, runs, knowledge)
    for run in runs:
        name = _read_run(page, run, knowledge, votes)
        if name is not None:
            found.append(name)
            page.take(name)
    found.extend(_surnames(page, found))
    return sorted(found, key=lambda f: (f.start, f.end))


def _votes(page: Page, runs: list[Run], knowledge: Knowledge) -> Counter[str]:
    """For each name of one spelling: how often it stands as a place less how often as a person."""
    votes: Counter[str] = Counter()
    for run in runs:
        text = plain(text_of(page, run))
        if run.label == "PERSON" and run.first < run.last:
            votes[plain(page.texts[run.last])] -= 3
            votes[plain(" ".join(page.texts[run.last - 1 : run.last + 1]))] -= 1
            votes[text] -= 1
            if page.lowers[run.last - 1] in words(_RULES, "particles"):  # "De Varga said"
                particle = page.texts[run.last - 1].capitalize()
                votes[plain(f"{particle} {page.texts[run.last]}")] -= 3
        if called_a_place(page, run.first, run.last):
            votes[text] += _CERTAIN
        elif stands_as_place(page, run.first, run.last):
            votes[text] += 2
        elif run.label in ("GPE", "LOC"):
            votes[text] += 1
        if _follows_title(page, run):
            votes[text] -= 3
    return votes


def _follows_title(page: Page, run: Run) -> bool:
    before = page.before(run.first)
    if before is None:
        return False
    lower = page.lowers[before]
    return lower in words(_RULES, "titles") or (
        lower in words("mention_nouns", "office") and page.heads[before] == run.last
    )


def _read_run(page: Page, run: Run, knowledge: Knowledge, votes: Counter[str]) -> Found | None:
    """The name a run is, with its kind, or None."""
    text = text_of(page, run)
    if _is_role(page, run):
        return None
    countries = knowledge.actors.countries
    country = countries.named(text)
    if country is not None and run.label != "PERSON":
        return _country(page, run, text, country, knowledge)
    if run.first == run.last:
        nationals = _nationals(page, run, text, knowledge)
        if nationals is not None or countries.of_demonym(text) is not None:
            return nationals
    capital = countries.of_capital(text)
    if capital is not None and acts_as_government(page, run.first, run.last, capital=True):
        return _government(page, run, capital, knowledge)
    kind = _kind(page, run, text, knowledge, votes)
    if kind is None:
        return None
    return _named(page, run, kind, text, knowledge)


def _is_role(page: Page, run: Run) -> bool:
    """Does a run end in a word for an office ("Emergency Situations Minister")? Then it is a noun
    phrase written large.
    """
    last = page.lowers[run.last]
    if last not in words("mention_nouns", "office"):
        return False
    return run.label != "PERSON" or last not in words(_RULES, "surnames_too")


def _country(page: Page, run: Run, text: str, country: str, knowledge: Knowledge) -> Found:
    if acts_as_government(page, run.first, run.last, capital=False):
        return _government(page, run, country, knowledge)
    return _named(page, run, "place", text, knowledge)


def _government(page: Page, run: Run, country: str, knowledge: Knowledge) -> Found:
    actor = knowledge.actors.government(country)
    name = actor.name if actor is not None else text_of(page, run)
    return Found(
        run.first, run.last, page.start(run.first), page.end(run.last),
        "name", "government", name, f"government:{country}", Link(scheme="iso3166", id=country),
    )  # fmt: skip


def _nationals(page: Page, run: Run, text: str, knowledge: Knowledge) -> Found | None:
    """People of a country, a faith or a people, as a noun ("Syrians", "Kurds", "an Iraqi")."""
    at = run.first
    lower = page.lowers[at]
    countries = knowledge.actors.countries
    if page.deps[at] in ("amod", "compound", "nmod", "poss") and page.tags[at] != "NNPS":
        return None
    plural = countries.of_nationals(text) is not None or (
        lower.endswith("s") and lower[:-1] in words(_RULES, "peoples")
    )
    single = page.tags[at] == "NNP" and lower in words(_RULES, "peoples")
    single = single or (page.tags[at][:2] == "NN" and countries.of_demonym(text) is not None)
    if not plural and not (
        single and page.deps[at] in ("nsubj", "nsubjpass", "dobj", "pobj", "conj")
    ):
        return None
    name = text
    kind: EntityKind = "people" if plural else "person"
    key = f"people:{text}" if plural else None
    form = "nominal"
    return Found(at, at, page.start(at), page.end(at), form, kind, name, key)  # type: ignore[arg-type]


def _named(page: Page, run: Run, kind: EntityKind, text: str, knowledge: Knowledge) -> Found:
    first, last = run.first, run.last
    name = " ".join(text.split())
    if kind == "place" and (behind := _place_word(page, last)) is not None:
        last = behind
        name = " ".join(page.analysis.text[page.start(first) : page.end(last)].split())
    key = f"{kind}:{name.casefold()}"
    if kind == "place":
        before = page.before(first)
        if before is not None and page.texts[before] in words(_RULES, "compass"):
            first = before
    if kind in ("government", "organization"):
        first = _with_demonym(page, first, last, knowledge)
        name = " ".join(page.analysis.text[page.start(first) : page.end(last)].split())
        key = f"{kind}:{name.casefold()}"
    if kind == "person":
        before = page.before(first)
        while (
            before is not None
            and before == first - 1
            and page.lowers[before] in words(_RULES, "particles")
        ):
            first, before = before, page.before(before)
        name = " ".join(page.analysis.text[page.start(first) : page.end(last)].split())
        name = knowledge.actors.holder(name) or name
        key = f"{kind}:{name.casefold()}"
    return Found(first, last, page.start(first), page.end(last), "name", kind, name, key)


def _kind(
    page: Page, run: Run, text: str, knowledge: Knowledge, votes: Counter[str]
) -> EntityKind | None:
    """What kind of thing a name names: its words first, then how it stands, then the parser."""
    if run.label != "PERSON" and _place_word(page, run.last) is not None:
        return "place"
    by_words = _kind_by_words(page, run)
    if by_words is not None:
        return by_words
    if run.last - run.first > 5 and run.label in ("ORG", ""):
        return None  # a headline in capitals, no name
    standing = votes[plain(text)]
    if named_as_body(page, run) or (is_acronym(page, run, text) and standing < _PLACED):
        return "organization"
    if standing >= _CERTAIN // 2:
        return "place"
    if run.label in ("GPE", "LOC"):
        return "person" if standing < 0 else "place"
    if standing > 0 and known_place(knowledge, text, weak=run.label == "PERSON"):
        return "place"
    if run.label == "PERSON" or standing < 0:
        return "person"
    return _kind_by_label(page, run, text, knowledge)


def _kind_by_label(page: Page, run: Run, text: str, knowledge: Knowledge) -> EntityKind | None:
    """What is left to the parser's label, where nothing else speaks."""
    if run.label == "ORG":
        if _large_place(page, run, text, knowledge) is not None:
            return "place"
        return None if page.shouting[run.first] and run.first == run.last else "organization"
    if run.label == "PRODUCT":
        return "weapon" if any(c.isdigit() for c in text) else "object"
    if run.label == "":
        return _kind_unlabelled(page, run, text) or _large_place(page, run, text, knowledge)
    return "facility" if run.label == "FAC" else None


def _with_demonym(page: Page, first: int, last: int, knowledge: Knowledge) -> int:
    """The first token of a body's name with the demonym before it ("Kenyan Defence Ministry")."""
    before = page.before(first)
    if before is None or before != first - 1 or not first <= page.heads[before] <= last:
        return first
    return before if knowledge.actors.countries.of_demonym(page.texts[before]) else first


def _place_word(page: Page, last: int) -> int | None:
    """The word for a kind of place that a name modifies ("Sinai desert"), or None."""
    behind = page.after(last)
    if behind is None or page.lowers[behind] not in words(_RULES, "place_words"):
        return None
    if page.heads[last] != behind or page.deps[last] != "compound":
        return None
    beyond = page.after(behind)
    # "The Anbar town of Hit" names two places.
    return None if beyond is not None and page.lowers[beyond] == "of" else behind


def _kind_by_words(page: Page, run: Run) -> EntityKind | None:
    """The kind that the words of a longer name tell, or a body's own noun ("Army")."""
    last = page.lowers[run.last]
    if run.first == run.last:
        body = run.label == "ORG" and last in words(_RULES, "government_words")
        return "government" if body else None
    inside = {page.lowers[i] for i in range(run.first, run.last + 1)}
    if last in words(_RULES, "place_words"):
        return "place"
    if run.label in ("GPE", "LOC") and last not in organisation_words():
        return None
    if last in words(_RULES, "facility_words"):
        return "facility"
    if inside & words(_RULES, "armed_words"):
        return "organization" if inside & words(_RULES, "civil_words") else "armed_group"
    if inside & words(_RULES, "government_words"):
        return "government"
    return "organization" if inside & words(_RULES, "company_words") else None


def _kind_unlabelled(page: Page, run: Run, text: str) -> EntityKind | None:
    """A run of proper nouns the parser left alone: an acronym, or somebody who speaks."""
    if run.first == run.last and page.lowers[run.first] in words("mention_nouns", "office"):
        return None
    if text.isupper() and text.isalpha() and 2 <= len(text) <= 6 and not page.shouting[run.first]:
        return "organization"
    head = page.head_of(run.first, run.last)
    verb = page.heads[head]
    if page.shouting[run.first] or not page.is_subject(head):
        return None
    speaks = page.lemma(verb) in words(_RULES, "speech")
    return "person" if speaks or _is_he_or_she(page, run, verb) else None


def _is_he_or_she(page: Page, run: Run, verb: int) -> bool:
    """Does the clause of a name of two or three words take it up as "his", "her" or "himself"?"""
    behind = (t for t in page.tokens[verb].subtree if t.i > verb)
    taken_up = any(t.lower_ in words(_RULES, "own_pronouns") for t in behind)
    return taken_up and 1 <= run.last - run.first <= 2


def _large_place(page: Page, run: Run, text: str, knowledge: Knowledge) -> EntityKind | None:
    """A name the parser left alone that a well-known place bears."""
    head = page.head_of(run.first, run.last)
    if page.shouting[run.first] or page.deps[head] in ("compound", "nmod", "amod"):
        return None
    places = knowledge.gazetteer.lookup(text)
    return "place" if places and places[0].population >= 100_000 else None


# -- surnames ----------------------------------------------------------------------------------


def _surnames(page: Page, found: list[Found]) -> list[Found]:
    """Last names the parser passed over, of people named in full elsewhere in the report."""
    known = {
        page.texts[f.last]
        for f in found
        if f.kind == "person" and f.first < f.last and len(page.texts[f.last]) > 2
    }
    extra: list[Found] = []
    for at, text in enumerate(page.texts):
        if text not in known or page.names[at] is not None or not page.is_name(at):
            continue
        first = at
        before = page.before(at)
        if (
            before is not None
            and page.lowers[before] in words(_RULES, "particles")
            and before == at - 1
        ):
            first = before
        name = page.analysis.text[page.start(first) : page.end(at)]
        key = f"person:{name.casefold()}"
        extra.append(Found(first, at, page.start(first), page.end(at), "name", "person", name, key))
        page.take(extra[-1])
    return extra
