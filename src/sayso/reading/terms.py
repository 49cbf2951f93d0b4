"""What the drivers and effects of a report's causes speak of, as terms that can be grouped.

Whom a hostile act falls on is often left to the reader: "airstrikes could force ISIS fighters to
return". It is then taken from whom the act drives, whom the pressure is felt by, or the same thing
named before with its recipient; each by a rule that the term names. Where a side names nothing that
could be met again ("it", "being late") its own words stand for it, kept to the report.
"""

from dataclasses import dataclass, replace

from spacy.tokens import Token

from sayso.knowledge.loader import lexicon
from sayso.model import Cause, Direction, Span, Statement, Term
from sayso.reading.analysis import Analysis
from sayso.reading.draft import Draft
from sayso.reading.syntax import is_verbal
from sayso.reading.terms_heads import Head, heads
from sayso.reading.terms_names import Named, named, stands_alone
from sayso.reading.terms_words import public

#: The characters of a side's own words that a name made of them holds.
_LONGEST = 80


@dataclass(frozen=True, slots=True)
class _Earlier:
    """What the report named before: whom each thing falls on, the place it was put at, and the
    things of each head that were there.
    """

    recipients: dict[str, str]
    places: dict[tuple[str, str | None, str | None], tuple[str, str]]
    things: dict[str, list[Named]]


@dataclass(frozen=True, slots=True)
class _Side:
    """The heads of one side of a cause, and what they are called."""

    found: tuple[tuple[Head, Named], ...] = ()


def read_terms(draft: Draft) -> Draft:
    """The draft with the terms of every cause, in statements that have theirs settled."""
    earlier = _Earlier({}, {}, {})
    made = []
    for statement in draft.statements:
        if statement.cause is None:
            made.append(statement)
            continue
        made.append(_with_terms(statement, statement.cause, earlier, draft))
    return draft.plus(statements=tuple(made))


def _with_terms(statement: Statement, cause: Cause, earlier: _Earlier, draft: Draft) -> Statement:
    driver = _side(cause.driver, cause.cue, draft)
    effect = _side(cause.effect, cause.cue, draft)
    driven = _driven(effect)
    driver = _Side(
        tuple((h, _with_recipient(h, n, driven, earlier, draft)) for h, n in driver.found)
    )
    driver, effect = (
        _Side(tuple(_placed(h, n, earlier) for h, n in s.found)) for s in (driver, effect)
    )
    terms = {
        "driver_terms": tuple(_term(h, n, draft.analysis) for h, n in driver.found),
        "effect_terms": tuple(_term(h, n, draft.analysis) for h, n in effect.found),
    }
    return statement.model_copy(update={"cause": cause.model_copy(update=terms)})


def _side(span: Span, cue: Span, draft: Draft) -> _Side:
    tokens = [t for t in draft.analysis.tokens(span.start, span.end) if not t.is_punct]
    if not tokens:
        return _Side()
    return _Side(tuple(_told(h, tokens, span, draft) for h in heads(tokens, cue)))


def _told(head: Head, tokens: list[Token], span: Span, draft: Draft) -> tuple[Head, Named]:
    """A head with its name; the side's own words, as they stand, where it names nothing."""
    name = named(head, tokens, draft)
    if not _names_nothing(head, name, draft):
        return head, name
    words = " ".join(span.text.split())
    short = words if len(words) <= _LONGEST else words[:_LONGEST].rpartition(" ")[0] + "…"
    what = words.casefold()
    worded = Named(short, what, name.head, None, None, None, True, ("terms.worded",))
    return replace(head, turned=1, turners=()), worded


def _names_nothing(head: Head, name: Named, draft: Draft) -> bool:
    """A pronoun of nobody known, a noun that points elsewhere, a state, or an act without anything
    that tells it apart: none can be met again.
    """
    token = head.token
    if is_verbal(token):
        told = name.actor or name.recipient or name.place or stands_alone(token)
        return token.lemma_.lower() == "be" or (len(name.name.split()) == 1 and not told)
    if token.pos_ in ("PRON", "DET", "ADV", "ADP", "NUM", "SCONJ"):
        return public(token, draft) is None
    pointing = token.lemma_.lower() in lexicon("terms")["pointing"]["nouns"]
    return pointing and len(name.name.split()) == 1


def _driven(effect: _Side) -> str | None:
    """The one whose act the effect is."""
    return next((n.actor for _, n in effect.found if n.actor is not None), None)


def _with_recipient(
    head: Head, name: Named, driven: str | None, earlier: _Earlier, draft: Draft
) -> Named:
    """A hostile act or pressure with the recipient that its setting gives it; what there is none of
    falls on nobody.
    """
    if name.recipient is not None or head.turned < 0 or not _is_hostile(head.token):
        return name
    felt = public(head.felt, draft)
    if felt is not None:
        return _given(name, felt, "felt", draft)
    if driven is not None and driven != name.actor:
        return _given(name, driven, "driven", draft)
    before = earlier.recipients.get(name.what)
    if before is not None and _is_definite(head.token):
        return _given(name, before, "earlier", draft)
    return name


def _placed(head: Head, name: Named, earlier: _Earlier) -> tuple[Head, Named]:
    """The term at the place where the report put the same thing before, if it names none itself;
    what there was none of before cannot be meant again. Keeps the term for those to come.
    """
    key = (name.what, name.actor, name.recipient)
    known = earlier.places.get(key)
    if name.recipient is not None:
        earlier.recipients.setdefault(name.what, name.recipient)
    same = earlier.things.get(name.head, [])
    if name.what == name.head and _is_definite(head.token) and len(same) == 1:
        return head, replace(same[0], rules=(*name.rules, "terms.same.earlier"))
    if name.place is None and known is not None and known[1].startswith(name.name):
        rules = (*name.rules, "terms.place.earlier")
        return head, replace(name, name=known[1], place=known[0], rules=rules)
    if head.turned > 0:
        _keep(name, key, earlier)
    return head, name


def _keep(name: Named, key: tuple[str, str | None, str | None], earlier: _Earlier) -> None:
    if name.place is not None:
        earlier.places.setdefault(key, (name.place, name.name))
    things = earlier.things.setdefault(name.head, [])
    if all(replace(name, rules=()) != replace(t, rules=()) for t in things):
        things.append(name)


def _given(name: Named, recipient: str, how: str, draft: Draft) -> Named:
    entity = draft.entity(recipient)
    worded = entity is None or entity.name in name.name
    falls = "of" if name.head in lexicon("terms")["sufferers"]["nouns"] else "on"
    what, at, place = name.name.partition(" in ")
    called = name.name if entity is None or worded else f"{what} {falls} {entity.name}{at}{place}"
    rules = (*name.rules, f"terms.recipient.{how}")
    return replace(name, name=called, recipient=recipient, rules=rules)


def _is_hostile(token: Token) -> bool:
    return token.lemma_.lower() in lexicon("terms")["hostile"]["nouns"]


def _is_definite(noun: Token) -> bool:
    return any(c.dep_ == "det" and c.lower_ in ("the", "these", "those") for c in noun.children)


def _term(head: Head, name: Named, analysis: Analysis) -> Term:
    turned: Direction = "+" if head.turned > 0 else "-"
    return Term(
        name=name.name,
        what=name.what,
        head=name.head,
        actor=name.actor,
        recipient=name.recipient,
        place=name.place,
        direction=turned,
        words=tuple(analysis.span(t.idx, t.idx + len(t)) for t in head.turners),
        definite=_is_definite(head.token),
        private=name.private,
        rules=name.rules,
    )
