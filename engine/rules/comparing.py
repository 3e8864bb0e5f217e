"""Slips in comparisons: of ratings, of numbers, and of what the line does not name."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING
from typing import get_args

from engine.rules import text_findings as found
from engine.rules import tree
from engine.rules.phrases import END
from engine.rules.phrases import INTEGER
from engine.rules.phrases import NAME
from engine.rules.phrases import NUMBER
from engine.rules.slip import reads
from engine.rules.slip import typed

if TYPE_CHECKING:
    from engine.diagnostics import Finding
    from engine.rules.slip import Slip

VERBS = {"is", "are"}
NUMBERS = {INTEGER, NUMBER}
AMOUNTS: set[str] = set(get_args(tree.MeasureComparison))
RELATIONS: set[str] = set(get_args(tree.Relation))
ORDERS = AMOUNTS | RELATIONS | {"above", "below"}
OPPOSITES = {
    "at least": "less than",
    "at most": "more than",
    "more than": "at most",
    "less than": "at least",
    "fewer than": "at least",
}
ALL = {"each", "all", "any", "no"}
ARTICLES = {"the", "a", "an"}


def expected_of_several(slip: Slip) -> Finding | None:
    """``expect each standard is good or better``."""
    tokens, position = slip.tokens, slip.position
    if slip.starts_with != "expect" or position != 1 or slip.token.phrase not in ALL:
        return None
    text = typed([tokens[0], *tokens[2:]])
    advice = "an expectation is about everything that its name stands for"
    if reads(text):
        advice = f'{advice}: write "{text}"'
    return found.Unexpected(slip.token.place, slip.token.text, (), advice)


def expected_comparison(slip: Slip) -> Finding | None:
    """``expect provider is worse than safety``."""
    asked = any(token.phrase == "if" for token in slip.tokens[: slip.position])
    if slip.starts_with != "expect" or slip.token.phrase not in RELATIONS or asked:
        return None
    advice = 'name the ratings that it may have, such as "good or worse"; "if" may follow'
    return found.Unexpected(slip.token.place, slip.token.text, (), advice)


def expected_limit(slip: Slip) -> Finding | None:
    """``expect home at most 3``."""
    tokens, position = slip.tokens, slip.position
    suffix = {"at most": "or worse", "at least": "or better"}.get(slip.token.phrase)
    if slip.starts_with != "expect" or suffix is None:
        return None
    before = typed(tokens[:position]).removesuffix(" is").removesuffix(" are")
    for end in (position + 3, position + 2):
        grade = typed(tokens[position + 1 : end])
        text = f"{before} is {grade} {suffix} {typed(tokens[end:])}".rstrip()
        if reads(text):
            return found.Unexpected(slip.token.place, slip.token.text, (), f'write "{text}"')
    return None


def side_of_a_number(slip: Slip) -> Finding | None:
    """``total score of standards is below 70``."""
    meant = {"above": "more than", "below": "less than"}.get(slip.token.phrase)
    if meant is None or not slip.expects("less than") or slip.expects("rated"):
        return None
    return found.Unexpected(slip.token.place, slip.token.text, (), f'write "{meant}"')


def rating_as_number(slip: Slip) -> Finding | None:
    """``staffing is at least 4 stars``, or ``beds is better than 10``."""
    tokens = slip.tokens
    verbs = [n for n in range(slip.position) if tokens[n].phrase in {*VERBS, "that is"}]
    if not verbs or tokens[verbs[-1] + 1].phrase not in ORDERS:
        return None
    at = verbs[-1] + 1
    end = at + 2
    if end < len(tokens) and tokens[at + 1].type in NUMBERS and tokens[end].type == NAME:
        end += 1
    grade, after = typed(tokens[at + 1 : end]), typed(tokens[end:])
    if not reads(f"{typed(tokens[:at])} {grade} or better {after}"):
        return None
    words = tokens[at].phrase
    relation = "worse than" if words in found.BELOW else "better than"
    if not reads(f"{typed(tokens[:at])} {relation} {grade} {after}"):
        relation = ""
    return found.RatingAsNumber(slip.over(at, end), words, grade, relation)


def no_verb(slip: Slip) -> Finding | None:
    """``beds more than 10``, without the verb."""
    words, before = slip.token.phrase, slip.tokens[: slip.position]
    if words not in AMOUNTS | RELATIONS or not slip.expects("is"):
        return None
    if not reads(f"{typed(before)} is {typed(slip.tokens[slip.position :])}"):
        return None
    return found.Unexpected(slip.token.place, words, ('"is"',), f'write "is {words}"')


def no_subject(slip: Slip) -> Finding | None:
    """``staffing is good or better and is better than inspection``."""
    tokens, position = slip.tokens, slip.position
    joints = [n for n in range(position) if tokens[n].phrase == "and"]
    if slip.token.type == END and joints and tokens[joints[-1] + 1].phrase in AMOUNTS:
        position = joints[-1] + 1
    elif not slip.before or slip.before.phrase != "and":
        return None
    verbs = [n for n in range(position) if tokens[n].phrase in VERBS]
    if not verbs:
        return None
    verb = tokens[verbs[-1]].phrase
    start = 1 + max(n for n in range(verbs[-1]) if tokens[n].phrase in {"if", "and"})
    subject = typed(tokens[start : verbs[-1]])
    rest = typed(tokens[position:]).removeprefix(f"{verb} ")
    whole = f"{subject} {verb} {rest}"
    if not reads(f"{typed(tokens[:position])} {whole}"):
        return None
    return found.SubjectMissing(tokens[position].place, f"and {whole}")


def negated(slip: Slip) -> Finding | None:
    """``staffing is not good``, or ``beds is not at least 3``."""
    if slip.token.phrase != "not" or not slip.before or slip.before.phrase not in VERBS:
        return None
    turned = OPPOSITES.get(slip.tokens[slip.position + 1].phrase)
    if turned is not None:
        advice = (
            f'write "{slip.before.text} {turned} {typed(slip.tokens[slip.position + 2 :])}"'
        )
        return found.Unexpected(slip.token.place, "not", (), advice)
    advice = (
        'name the ratings that it may have, such as "good or better"; '
        'of things that are counted, write "no … is …"'
    )
    return found.Unexpected(slip.token.place, "not", (), advice)


def negated_number(slip: Slip) -> Finding | None:
    """``not all standards are rated``."""
    for token, after in pairwise(slip.tokens[: slip.position + 2]):
        if token.phrase == "not" and after.phrase in {"all", "any"}:
            advice = (
                'turn it round: write "any … is …" with the ratings that it must not have'
                if after.phrase == "all"
                else 'write "no … is …"'
            )
            return found.Unexpected(token.place, token.text, (), advice)
    return None


def truth(slip: Slip) -> Finding | None:
    """``breach is no``."""
    tokens, position = slip.tokens, slip.position
    if slip.token.phrase != "no" or position < 2 or tokens[position - 1].phrase not in VERBS:
        return None
    fact, after = tokens[position - 2].source, typed(tokens[position + 1 :])
    if not reads(f"{typed(tokens[: position - 2])} not {fact} {after}"):
        return None
    return found.Unexpected(slip.token.place, slip.token.text, (), f'write "not {fact}"')


def between(slip: Slip) -> Finding | None:
    """``beds is between 3 and 5``."""
    for verb, token in pairwise(slip.tokens[: slip.position + 1]):
        word = token.text.partition(" ")[0]
        if verb.phrase in VERBS and word.lower() == "between" and not token.quoted:
            place = token.line.place(token.column, token.column + len(word))
            advice = 'write two conditions: "… is at least … and … is at most …"'
            return found.Unexpected(place, word, (), advice)
    return None


def each_of(slip: Slip) -> Finding | None:
    """``each standard is good``."""
    tokens, position = slip.tokens, slip.position
    if slip.token.phrase != "each" or slip.starts_with == "rate":
        return None
    text = f"{typed(tokens[:position])} all {typed(tokens[position + 1 :])}"
    return found.NearPhrase(slip.token.place, "each", "all") if reads(text) else None


def article(slip: Slip) -> Finding | None:
    """``the total score of standards``."""
    tokens, position = slip.tokens, slip.position - 1
    if position < 1 or tokens[position].text.lower() not in ARTICLES:
        return None
    if not reads(f"{typed(tokens[:position])} {typed(tokens[slip.position :])}"):
        return None
    word = tokens[position].text
    return found.Unexpected(tokens[position].place, word, (), f'leave "{word}" out')


COMPARISONS = (
    expected_of_several,
    expected_comparison,
    expected_limit,
    between,
    side_of_a_number,
    rating_as_number,
    no_verb,
    no_subject,
    negated_number,
    truth,
    negated,
    each_of,
    article,
)
