"""Who or what drives: the subject of a causal verb, or the clause or noun it hangs on."""

from spacy.tokens import Token

from sayso.knowledge.loader import words
from sayso.reading.causes_spans import (
    Extent,
    clause_extent,
    clause_head,
    clause_tokens,
    extent,
    is_infinitive,
    is_set_off,
    noun_extent,
)
from sayso.reading.causes_words import is_act_noun, is_actor
from sayso.reading.syntax import direct_object, is_passive, is_verbal, subject

_PLACES = frozenset({"GPE", "LOC", "PERSON", "NORP", "FAC", "DATE", "TIME"})


def driver_of(verb: Token) -> Extent | None:
    """Who or what drives: the subject, the clause a result participle hangs on, the noun of a
    relative clause. None for a goal ("to force them out"), where nothing drives yet.
    """
    if (done := _done_little(verb)) is not None:
        return done
    if is_infinitive(verb) and verb.dep_ in ("advcl", "acl", "relcl", "ROOT"):
        return None
    subjects = [c for c in verb.children if c.dep_ in ("nsubj", "csubj", "nsubjpass")]
    own = next(iter(subjects), None)
    if own is None:
        return _borrowed_driver(verb)
    if own.lower_ == "what":
        return _in_cleft(verb)
    if own.tag_ not in ("WDT", "WP"):
        return _subject_extent(verb, subjects)
    if verb.dep_ == "relcl":
        return _antecedent(verb)
    if verb.dep_ == "ccomp" and verb.head.lemma_ == "be":  # "it was X that forced him"
        named = next((c for c in verb.head.children if c.dep_ == "attr" and c.i < verb.i), None)
        return noun_extent(named, before=verb.left_edge.i) if named is not None else None
    if own.lower_ == "which" and verb.dep_ == "advcl":
        return _result_of(verb)
    return None


def _subject_extent(verb: Token, subjects: list[Token]) -> Extent | None:
    own = subjects[0]
    if own.dep_ == "csubj":
        return clause_extent(own)
    whole = _without_aside(noun_extent(own, before=verb.i), own, verb)
    # a long list of subjects is at times read as two
    last = noun_extent(subjects[-1], before=verb.i) if _is_list(subjects) else None
    return (whole[0], last[1]) if whole and last and last[1] > whole[0] else whole


def _in_cleft(verb: Token) -> Extent | None:
    """As in "What set off the exodus was X", "X is what set it off": X."""
    if verb.dep_ == "csubj":
        return _what_it_was(verb)
    be = verb.head
    named = next((c for c in be.children if c.dep_ == "nsubj" and c.i < verb.i), None)
    if be.lemma_ != "be" or named is None or named.pos_ == "PRON":
        return None
    return _without_aside(noun_extent(named, before=be.i), named, be)


def _borrowed_driver(verb: Token) -> Extent | None:
    """The driver of a verb without a subject: that of the verb or noun it hangs on."""
    if verb.dep_ in ("advcl", "acl") and verb.tag_ == "VBG":
        return _result_of(verb)
    if verb.dep_ == "conj" and is_verbal(verb.head):
        return _result_of(verb) if _is_loose_result(verb) else driver_of(verb.head)
    if verb.dep_ in ("xcomp", "ccomp") and (is_infinitive(verb) or _is_risked(verb)):
        return _raised(verb)
    if verb.dep_ == "pcomp" and verb.tag_ == "VBG":
        return _accused(verb)
    return None


def _is_list(subjects: list[Token]) -> bool:
    """More subjects than one, and nothing but nouns between them."""
    between = subjects[0].doc[subjects[0].i : subjects[-1].i]
    clauses = any(is_verbal(t) or t.lower_ == "but" for t in between)
    return len(subjects) > 1 and not clauses


def _without_aside(whole: Extent | None, own: Token, verb: Token) -> Extent | None:
    """The subject without what commas set into the clause behind it ("X, far from easing Y, …")."""
    commas = [t for t in own.doc[own.i : verb.i] if t.text == ","]
    if whole is None or len(commas) < 2 or commas[0].i != own.i + 1:
        return whole
    if any(own.conjuncts) and commas[0].nbor(1).lower_ not in ("rather", "not", "instead"):
        return whole
    return min(whole, (whole[0], own.idx + len(own)), key=lambda e: e[1])


def _what_it_was(verb: Token) -> Extent | None:
    """As in "What set off the exodus was X": X."""
    for child in verb.head.children:
        if child.i > verb.right_edge.i and child.dep_ in ("attr", "ccomp"):
            return clause_extent(child) if is_verbal(child) else noun_extent(child)
    return None


def _is_risked(verb: Token) -> bool:
    """A gerund whose subject is that of the verb above: "risks igniting", "began causing"."""
    return verb.tag_ == "VBG" and verb.head.lemma_.lower() in words("cause_verbs", "gerunds")


def _accused(verb: Token) -> Extent | None:
    """Who is "accused of provoking", "blamed for causing" it."""
    link, above = verb.head, clause_head(verb.head)
    if link.lower_ not in ("of", "for", "with") or above is None:
        return None
    if above.lemma_.lower() not in words("cause_verbs", "accusing"):
        return None
    passive = is_passive(above)
    who = subject(above) if passive else direct_object(above)
    if who is None:
        return None
    return noun_extent(who, before=above.i) if passive else noun_extent(who, before=link.i)


def _done_little(verb: Token) -> Extent | None:
    """Who "did little to ease" it, "has done much to fuel" it."""
    above = verb.head
    if above.dep_ == "dobj":  # "done nothing to slow it", read as "nothing that slows it"
        above = above.head
    much = (c for c in above.children if c.dep_ == "dobj" and c.i < verb.i)
    if not is_infinitive(verb) or above.lemma_ not in ("do", "serve", "go"):
        return None
    if above.lemma_ == "do" and not any(c.lower_ in words("cause_verbs", "how_much") for c in much):
        return None
    if above.lemma_ == "go" and not any(c.lower_ in ("far", "way") for c in above.children):
        return None
    own = subject(above)
    return noun_extent(own, before=above.i) if own is not None else None


def _is_loose_result(verb: Token) -> bool:
    """A participle behind a comma that the parse took for a coordinated verb (", triggering …")."""
    return verb.tag_ == "VBG" and verb.head.tag_ != "VBG" and is_set_off(verb)


def _raised(verb: Token) -> Extent | None:
    """The subject of "could help fuel", "threatens to trigger": that of the verb above. Who is told
    to stop a thing has not stopped it.
    """
    if any(c.dep_ in ("dobj", "dative") and c.i < verb.i for c in verb.head.children):
        return None
    above = verb.head
    if above.pos_ == "ADJ" and is_verbal(above.head):
        if above.lower_ not in words("cause_verbs", "apt"):
            return None
        above = above.head  # "is likely to embolden"
    own = next((c for c in above.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    found = subject(verb) if is_verbal(verb.head) else own
    return noun_extent(found, before=verb.i) if found is not None else None


def _antecedent(verb: Token) -> Extent | None:
    """What "which" or "that" stands for: the noun; where a comma parts them and it is a place or
    somebody, the act it belongs to ("the killing of a priest, which sparked …"), else the clause.
    """
    noun, start = verb.head, verb.left_edge.i
    main = clause_head(noun)
    tells_all = noun.dep_ in ("dobj", "pobj") and verb.lemma_ in words("cause_verbs", "of_clause")
    started = verb.lemma_ in words("cause_verbs", "of_clause_or_act")
    tells_all = tells_all or (noun.dep_ == "dobj" and started and not is_act_noun(noun))
    if is_set_off(verb) and main is not None and (is_verbal(noun) or tells_all):
        return extent([t for t in clause_tokens(main, [verb]) if t.i < start], keep=main.i)
    if not is_set_off(verb) or not (noun.ent_type_ in _PLACES or is_actor(noun) or _is_man(noun)):
        return noun_extent(noun, before=start)
    above = noun.head.head if noun.dep_ == "pobj" and noun.head.dep_ == "prep" else noun
    if above.pos_ == "NOUN" and is_act_noun(above):
        return noun_extent(above, before=start)
    if main is not None and main.i < verb.i:
        return extent([t for t in clause_tokens(main, [verb]) if t.i < start])
    return noun_extent(noun, before=start)


def _is_man(noun: Token) -> bool:
    """A noun under "killing of", "arrest of" is somebody, whatever it is called."""
    return noun.dep_ == "pobj" and noun.head.lower_ == "of" and is_act_noun(noun.head.head)


def _result_of(verb: Token) -> Extent | None:
    """The clause before ", forcing …"; without a comma the noun it hangs on ("a law forcing …")."""
    head = verb.head
    if verb.i < head.i:
        return None
    if not is_verbal(head) and not is_set_off(verb):
        return noun_extent(head, before=verb.left_edge.i)
    main = clause_head(head)
    if main is None:
        return noun_extent(head, before=verb.left_edge.i)
    aims = []
    while main.dep_ == "advcl" and is_infinitive(main) and is_verbal(main.head):
        aims.append(main)  # "marched to demand pay, ending in clashes": the march did
        main = main.head
    tokens = [t for t in clause_tokens(main, [verb, *aims]) if t.i < verb.left_edge.i]
    return extent(tokens, keep=main.i)
