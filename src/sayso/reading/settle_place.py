"""Where a statement's matter is: the places its own words put it, else those of its clause."""

from spacy.tokens import Token

from sayso.knowledge.loader import words
from sayso.model import Entity, StatementPlace
from sayso.model.statement import PlacePrecision
from sayso.reading.draft import Candidate, Draft
from sayso.reading.places import precision_of
from sayso.reading.syntax import is_passive, is_verbal, subject


def places_of(candidate: Candidate, draft: Draft) -> tuple[StatementPlace, ...]:
    """The places of a candidate with their precision, in the order of the text.

    A place that a preposition puts at the anchor (or its clause) goes before one that only
    describes somebody in it ("people from Brussels were hurt in Mons" is in Mons). A clause that
    "where" opens is at the place before it.
    """
    located = _located(candidate, draft)
    put = [pair for pair in located if _puts_anchor(pair[1], candidate, draft)]
    at_anchor = _with_listed(put, [*located, *_behind(candidate, draft)])
    chosen = at_anchor or [e for e, _ in located]
    if not chosen:
        chosen = (
            _antecedent(candidate, draft)
            or _around(candidate, draft)
            or _shared(candidate, draft)
            or _aimed_at(candidate, draft)
            or _at_home(candidate, draft)
        )
    unique = {e.id: e for e in chosen}
    beside = {e.id for e, token in located if _is_beside(token)}
    return tuple(
        StatementPlace(entity=e.id, precision=_precision(e, e.id in beside))
        for e in unique.values()
        if not any(_lies_in(other, e) for other in unique.values())
    )


def _with_listed(
    chosen: list[tuple[Entity, Token]], located: list[tuple[Entity, Token]]
) -> list[Entity]:
    """The places with those that go on their list ("in X and Y, as well as Z"), whatever the parse
    hangs them on.
    """
    if not chosen:
        return []
    kept = [token.i for _, token in chosen]
    for _, token in located:
        before = max((at for at in kept if at < token.i), default=None)
        if before is not None and token.i not in kept:
            between = token.doc[before + 1 : token.i]
            named = [t for t in between if not t.is_punct and t.ent_type_ != token.ent_type_]
            if all(t.lower_ in words("places_at", "listing") for t in named):
                kept.append(token.i)
    return [entity for entity, token in located if token.i in kept]


def _behind(candidate: Candidate, draft: Draft) -> list[tuple[Entity, Token]]:
    """The named places behind a candidate in its sentence, where a list of them may go on."""
    end = draft.analysis.doc[candidate.anchor].sent.end_char
    found = []
    for mention, entity in draft.mentions_in(candidate.end, end):
        token = draft.analysis.token_at(mention.end - 1)
        if token is None or mention.form != "name" or token.dep_ not in ("pobj", "conj", "appos"):
            continue
        if entity.kind == "place":
            found.append((entity, token))
    return found


def _precision(entity: Entity, beside: bool) -> PlacePrecision:
    """A town that something happened near, or so far north of, is not exactly where."""
    precision = precision_of(entity)
    return "near" if beside and precision == "exact" else precision


def _is_beside(token: Token) -> bool:
    at = token
    while at.dep_ in ("conj", "compound", "nmod", "appos") and at.head.i != at.i:
        at = at.head
    by = at.head
    if by.lower_ in words("places_at", "beside"):
        return True
    return by.lower_ in ("of", "from") and by.head.lower_ in words("places_at", "beside")


def _lies_in(inner: Entity, outer: Entity) -> bool:
    """Does the first name the matter more finely, as in "Raqqa, Syria"?"""
    a, b = inner.place, outer.place
    if a is None or b is None or a.country is None or a.country != b.country:
        return False
    if b.type == "country":
        return a.type != "country"
    return b.type == "admin1" and a.type in ("city", "admin2") and a.admin1 == outer.name


def _located(candidate: Candidate, draft: Draft) -> list[tuple[Entity, Token]]:
    found: list[tuple[Entity, Token]] = []
    for mention, entity in draft.mentions_in(candidate.start, candidate.end):
        token = draft.analysis.token_at(mention.end - 1)
        if entity.kind != "place" or mention.form != "name" or token is None:
            continue
        if not (found and _is_bracketed(token, found[-1][1])):
            found.append((entity, token))
    return found


def _is_bracketed(token: Token, before: Token) -> bool:
    """As in "Selm village (Ost district, Vale)": in brackets stands what the place lies in."""
    between = [t.text for t in token.doc[before.i + 1 : token.i]]
    if "(" not in between or ")" in between or between.index("(") > 1:
        return False
    return not any(t.lower_ in words("places_at", "prepositions") for t in token.lefts)


def _puts_anchor(token: Token, candidate: Candidate, draft: Draft) -> bool:
    """Does a preposition of place join the name to the anchor or to its clause?"""
    anchor = draft.analysis.doc[candidate.anchor]
    at = token
    while at.dep_ in ("conj", "compound", "nmod", "poss", "appos") and at.head.i != at.i:
        at = at.head
    preposition = at.head
    if preposition.dep_ == "pcomp" or preposition.pos_ != "ADP":
        return False
    if preposition.lower_ not in words("places_at", "prepositions"):
        return False
    head = preposition.head
    while head.pos_ == "ADP" and head.head.i != head.i:
        head = head.head
    if head.i == anchor.i or head.i == _verb(anchor).i:
        return True
    # "a raid on a village in X": the object's place is the act's
    return _verb(head).i == anchor.i and head.dep_ in ("dobj", "pobj", "nsubjpass", "attr")


def _verb(token: Token) -> Token:
    at = token
    while not is_verbal(at) and at.head.i != at.i:
        at = at.head
    return at


def _antecedent(candidate: Candidate, draft: Draft) -> list[Entity]:
    """As in "Libya, where there are 3,000 fighters": the place that "where" stands for."""
    at = draft.analysis.doc[candidate.anchor]
    for _ in range(12):
        if at.dep_ == "relcl" and any(t.lower_ == "where" for t in at.subtree if t.i <= at.i):
            mention = draft.mention_at(at.head.idx)
            if mention is not None and mention[1].kind == "place":
                return [mention[1]]
            return []
        if at.head.i == at.i or (is_verbal(at) and at.dep_ != "relcl"):
            return []
        at = at.head
    return []


def _around(candidate: Candidate, draft: Draft) -> list[Entity]:
    """The place put beside the same verb as the candidate: in its clause but outside its words."""
    anchor = draft.analysis.doc[candidate.anchor]
    verb = _verb(anchor)
    found = []
    for token in verb.subtree:
        if not token.ent_type_ and token.pos_ != "PROPN":
            continue
        pair = draft.mention_at(token.idx)
        if pair is None or pair[1].kind != "place" or pair[0].form != "name":
            continue
        preposition = _first_of_list(token).head
        near = preposition.pos_ == "ADP" and preposition.lower_ in words(
            "places_at", "prepositions"
        )
        if near and preposition.head.i == verb.i:
            found.append(pair[1])
    return found


def _first_of_list(token: Token) -> Token:
    at = token
    while at.dep_ in ("conj", "compound", "nmod") and at.head.i != at.i:
        at = at.head
    return at


def _aimed_at(candidate: Candidate, draft: Draft) -> list[Entity]:
    """As in "fired tear gas to disperse a crowd in X": force is used where it is to tell."""
    plover = candidate.event.plover if candidate.event is not None else None
    if plover is None or plover.type != "ASSAULT":
        return []
    verb = draft.analysis.doc[candidate.anchor]
    for aim in verb.children:
        infinitive = any(c.tag_ == "TO" and c.dep_ == "aux" for c in aim.children)
        if aim.dep_ != "advcl" or not infinitive or not is_verbal(verb):
            continue
        last = aim.right_edge
        pairs = draft.mentions_in(aim.left_edge.idx, last.idx + len(last))
        tokens = ((e, draft.analysis.token_at(m.end - 1), m.form) for m, e in pairs)
        return [
            e
            for e, t, form in tokens
            if e.kind == "place" and form == "name" and t is not None and _is_in(t, aim)
        ]
    return []


def _is_in(name: Token, aim: Token) -> bool:
    """Does a preposition of place join the name to a verb or to its object?"""
    by = _first_of_list(name).head
    at = words("places_at", "prepositions")
    if by.pos_ != "ADP" or by.lower_ not in at:
        return False
    return by.head.i == aim.i or (by.head.head.i == aim.i and by.head.dep_ == "dobj")


def _shared(candidate: Candidate, draft: Draft) -> list[Entity]:
    """As in "no airstrikes in Libya and not a working government": the place behind the first of
    two nouns, or behind their verb before the second, is that of the second, too.
    """
    noun = last = draft.analysis.doc[candidate.anchor]
    while noun.dep_ == "conj" and not is_verbal(noun) and noun.head.i != noun.i:
        noun = noun.head
    verb = _verb(noun)
    found: list[Entity] = []
    for name in draft.analysis.doc[noun.i : last.i]:
        preposition = name.head
        if name.dep_ != "pobj" or preposition.lower_ not in words("places_at", "prepositions"):
            continue
        pair = draft.mention_at(name.idx)
        if preposition.head.i not in (noun.i, verb.i) and _verb(preposition).i != verb.i:
            continue
        if pair is not None and pair[1].kind == "place" and pair[0].form == "name":
            found.append(pair[1])
    return found


def _at_home(candidate: Candidate, draft: Draft) -> list[Entity]:
    """As in "the new Libyan government was formed": a state's institution is made and unmade at
    home. What a state's warplanes or envoys do may be anywhere.
    """
    verb = draft.analysis.doc[candidate.anchor]
    if verb.lemma_ not in words("places_at", "at_home") or not is_passive(verb):
        return []
    body = verb.head if verb.dep_ in ("relcl", "acl") else subject(verb)
    if body is not None and body.dep_ == "pobj" and body.head.lower_ == "of":
        body = body.head.head  # "the government of national unity"
    if body is None or body.lemma_.lower() not in words("mention_nouns", "government"):
        return []
    countries = draft.knowledge.actors.countries
    codes = {countries.of_word(c.text) for c in body.lefts} - {None}
    if len(codes) != 1:
        return []
    code = codes.pop()
    placed = [e for e in draft.entities if e.place is not None and e.place.country == code]
    whole = [e for e in placed if e.place is not None and e.place.type == "country"]
    return sorted(whole, key=lambda e: e.kind != "place")[:1]
