"""Noun phrases in plain words, and the entities they name."""

from collections.abc import Iterable

from spacy.tokens import Token

from sayso.knowledge.loader import lexicon
from sayso.model import Entity, Mention
from sayso.reading.causes_words import is_act_noun
from sayso.reading.draft import Draft
from sayso.reading.syntax import conjuncts, prepositions


def public(token: Token | None, draft: Draft) -> str | None:
    """The id of the organisation, group, government or office-holder that a word names or stands
    for, or None.
    """
    if token is None:
        return None
    entity = entity_at(token, draft)
    return entity.id if entity is not None and entity.is_public else None


def entity_at(token: Token, draft: Draft) -> Entity | None:
    """The entity of the mention that :func:`mention_at` gives, or None."""
    found = mention_at(token, draft)
    return found[1] if found is not None else None


def mention_at(token: Token, draft: Draft) -> tuple[Mention, Entity] | None:
    """The widest mention whose head is this word, else the one that covers it; and its entity."""
    last = token.idx + len(token)
    ending = [
        (m, e)
        for m, e in draft.mentions_in(token.left_edge.idx, max(last, token.right_edge.idx + 1))
        if m.start <= token.idx and token.idx + len(token) <= m.end and m.end <= last + 1
    ]
    if ending:
        return max(ending, key=lambda pair: pair[0].end - pair[0].start)
    return draft.mention_at(token.idx)


def phrase(token: Token, draft: Draft) -> str:
    """A noun phrase in plain words: an organisation's or place's name, else its noun with the
    modifiers that tell it apart. Who holds no public office is not named.
    """
    found = mention_at(token, draft)
    entity = found[1] if found is not None else None
    of = next((o for _, o in prepositions(token, "of")), None)
    if of is not None and token.lemma_.lower() in lexicon("terms")["transparent"]["nouns"]:
        return phrase(of, draft)
    if is_private(token, draft, _act_above(token)):
        unnamed = token.pos_ not in ("PROPN", "PRON")
        return noun_words(token, draft)[0] if unnamed else lexicon("terms")["persons"]["private"]
    named_ = (found is not None and found[0].form != "nominal") or stands_for(token)
    if entity is not None and named_ and (entity.is_public or entity.place is not None):
        return entity.name
    shown = noun_words(token, draft)[0]
    return f"{shown} of {phrase(of, draft)}" if of is not None and of.i > token.i else shown


def several(token: Token, draft: Draft) -> str:
    """A noun phrase with what is coordinated with it, acts left out."""
    each = [phrase(t, draft) for t in conjuncts(token) if t == token or not is_act_noun(t)]
    return " and ".join(dict.fromkeys(each))


def stands_for(token: Token) -> bool:
    """Whether a noun is for people who stand for the whole they belong to ("its leaders")."""
    return token.lemma_.lower() in lexicon("terms")["standing_for"]["nouns"]


def noun_words(noun: Token, draft: Draft) -> tuple[str, str]:
    """A noun with its compounds and the modifiers that tell it apart: as shown, and in lemmas."""
    dropped = set(map(str, lexicon("terms")["dropped"]["modifiers"]))
    kept = [
        c
        for c in noun.children
        if c.i < noun.i
        and c.dep_ in ("compound", "amod", "nmod")
        and c.lower_ not in dropped
        and c.lower_ != "style"
        and not c.lower_.endswith("-style")
        and not _is_named(c, noun, draft)
    ]
    within = [t for c in kept for t in c.subtree if t.lower_ not in dropped]
    shown = [_cased(t) for t in within if not t.is_punct or t.text == "-"]
    lemmas = [_key(t) for t in within if not t.is_punct]
    head = _cased(noun)
    return _joined([*shown, head]), " ".join([*lemmas, noun.lemma_.lower()])


def _key(token: Token) -> str:
    """A modifier as it is compared; a participle stays what it is."""
    return token.lower_ if token.tag_ in ("VBG", "VBN") else token.lemma_.lower()


def _is_named(modifier: Token, noun: Token, draft: Draft) -> bool:
    """A name before the noun: told apart by who it is, or not told where it is a private person."""
    found = mention_at(modifier, draft)
    if found is None or found[0].end > noun.idx:
        return False
    return found[1].is_public or found[1].kind == "person"


def _joined(shown: Iterable[str]) -> str:
    return " ".join(shown).replace(" - ", "-")


def _cased(token: Token) -> str:
    """The word as written, but small where only the sentence's beginning made it large."""
    before = token.doc[token.sent.start : token.i]
    opens = not token.ent_type_ and all(t.is_space or t.is_punct for t in before)
    named = token.pos_ == "PROPN" or token.ent_type_
    return token.text if named and not opens else token.lower_


def gerund(verb: Token) -> str:
    """The -ing form of a verb's lemma, by the rules of spelling."""
    lemma = verb.lemma_.lower()
    if verb.tag_ == "VBG":
        return verb.lower_
    if lemma.endswith("ie"):
        return lemma[:-2] + "ying"
    if lemma.endswith("e") and not lemma.endswith(("ee", "oe", "ye")) and lemma != "be":
        return lemma[:-1] + "ing"
    if lemma in lexicon("terms")["doubling"]["verbs"]:
        return lemma + lemma[-1] + "ing"
    short = len(lemma) <= 4 and len(lemma) > 2
    if short and lemma[-1] not in "aeiouwxy" and lemma[-2] in "aeiou" and lemma[-3] not in "aeiou":
        return lemma + lemma[-1] + "ing"
    return lemma + "ing"


def particle(verb: Token) -> str:
    """The particle of a phrasal verb with a space before it, or nothing."""
    found = next((c for c in verb.children if c.dep_ == "prt"), None)
    return f" {found.lower_}" if found is not None else ""


def is_private(token: Token, draft: Draft, act: Token) -> bool:
    """Whether a word names, or stands for, a person without a public office. The ``act`` it hangs
    on decides where the kind of a name is not sure: nobody is besieged or shelled, and a name that
    is nothing else behind "the killing of" is somebody's.
    """
    rules, lemma = lexicon("terms")["persons"], act.lemma_.lower()
    found = mention_at(token, draft)
    if found is None:
        return token.pos_ == "PROPN" and lemma in rules["acts"]
    entity = found[1]
    unsure = entity.kind in ("other", "organization") and entity.link is None
    if unsure and found[0].form == "name" and lemma in rules["acts"]:
        return True
    if entity.kind != "person" or entity.is_public or lemma in rules["never"]:
        return False
    return found[0].form != "nominal"


def _act_above(token: Token) -> Token:
    """The noun or verb that a noun phrase is about."""
    above = token.head
    return above.head if above.dep_ in ("prep", "agent") else above


def name_before(noun: Token, draft: Draft) -> Token | None:
    """A name before the noun ("ISIS losses")."""
    return next(
        (
            c
            for c in noun.children
            if c.dep_ in ("compound", "amod", "nmod")
            and c.tag_ not in ("VBN", "VBG")
            and _is_named(c, noun, draft)
        ),
        None,
    )
