"""Why a line cannot be read: the slips that people make, each recognised by its repair."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from engine.diagnostics.words import listed
from engine.rules import text_findings as found
from engine.rules.adding import ADDITIONS
from engine.rules.adding import for_each_left_out
from engine.rules.comparing import COMPARISONS
from engine.rules.elsewhere import ELSEWHERE
from engine.rules.expected import END_OF_LINE
from engine.rules.expected import MEASURES
from engine.rules.expected import expected_words
from engine.rules.grammar import phrases
from engine.rules.phrases import CODE
from engine.rules.phrases import END
from engine.rules.phrases import INTEGER
from engine.rules.phrases import LATER
from engine.rules.phrases import NAME
from engine.rules.phrases import NUMBER
from engine.rules.portions import as_percentage
from engine.rules.several import SEVERAL
from engine.rules.similar import POINTS
from engine.rules.similar import beginning
from engine.rules.similar import near_phrases
from engine.rules.slip import Slip
from engine.rules.slip import reads
from engine.rules.slip import typed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from engine.diagnostics import Finding
    from engine.rules.grammar import Mistake
    from engine.rules.phrases import Token

LONGEST_REPAIRED = 60
"""A line with more words is not repaired: nobody wrote it by a slip."""

NUMBER_WORDS = (
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)
_OR_MORE = re.compile(r"([\w]+) or (more|fewer|less)\b", re.IGNORECASE)
_RECORDED = re.compile(
    r"\s*((given|taken|read|recorded|stated|supplied)\s+)?(in|from|by)\s+"
    r"(the\s+)?(table|data|file|spreadsheet|column|register|round)\s*([\[#]|$)",
    re.IGNORECASE,
)
"""Lines that say of a rating that it comes with the data."""
CUMULATIVE = {"up", "down", "plus", "minus"}
"""What lines begin with of which two do more than one."""

IN_NAMES = {
    "and",
    "or",
    "in",
    "no",
    "all",
    "any",
    "not",
    "up",
    "down",
    "above",
    "below",
    "within",
    "each",
    "points",
    "rate",
}
"""Rule words that names are likely to have."""


def explain(tokens: Sequence[Token], mistake: Mistake) -> Finding:
    """The finding that helps most."""
    slip = Slip(tokens, *mistake)
    long = len(tokens[0].line.words) > LONGEST_REPAIRED
    for recognise in EXPLANATIONS if long else (*EXPLANATIONS, *REPAIRS):
        finding = recognise(slip)
        if finding:
            return finding
    return _unexpected(slip)


def _kept_for_later(slip: Slip) -> Finding | None:
    token = slip.token
    return found.ReservedForLater(token.place, token.phrase) if token.type == LATER else None


def _each_whole(slip: Slip) -> Finding | None:
    """After "in" stands one name for all; that each is meant goes without saying."""
    token, before = slip.token, slip.tokens[slip.position - 1]
    if slip.position < 1 or (before.phrase, token.phrase) != ("in", "each"):
        return None
    place = token.line.place(before.column, token.column + len(token.text))
    return found.NearPhrase(place, "in each", "in")


def _number_in_words(slip: Slip) -> Finding | None:
    for position in (slip.position, slip.position - 1):
        token = slip.tokens[position]
        word, _, rest = token.text.partition(" ")
        if position < 1 or token.type != NAME or word.lower() not in NUMBER_WORDS:
            continue
        digits = str(NUMBER_WORDS.index(word.lower()))
        before, after = slip.tokens[:position], slip.tokens[position + 1 :]
        wanted = position == slip.position and INTEGER in slip.expected
        if wanted or reads(f"{typed(before)} {digits} {rest} {typed(after)}"):
            place = token.line.place(token.column, token.column + len(word))
            follows = rest or _unit(after)
            return found.NumberExpected(
                place, word, f"{before[-1].source} {digits} {follows}".rstrip()
            )
    return None


def _unit(tokens: Sequence[Token]) -> str:
    first = tokens[0].phrase
    return first if first in {"points", "above", "below"} else ""


def _fraction(slip: Slip) -> Finding | None:
    token, before = slip.token, slip.before
    if token.type == NUMBER and INTEGER in slip.expected:
        points = POINTS.get(before.phrase, "") if before else ""
        return found.WholeNumberExpected(token.place, token.text, points)
    if before and before.type == NUMBER and token.phrase in {"above", "below"}:
        return found.WholeNumberExpected(before.place, before.text)
    return None


def _bare_amount(slip: Slip) -> Finding | None:
    """A measure that is said to be a number, without how it compares with it."""
    if slip.token.type not in {INTEGER, NUMBER} or not slip.expects("less than"):
        return None
    number = slip.token.text
    advice = f'write "exactly {number}", "at most {number}" or the like'
    return _or_more(slip) or found.Unexpected(slip.token.place, number, (), advice)


def _number_as_name(slip: Slip) -> Finding | None:
    token = slip.token
    if token.type not in {INTEGER, NUMBER, CODE} or NAME not in slip.expected:
        return None
    after = slip.tokens[slip.position + 1]
    name = f"{token.text} {after.text}" if after.type == NAME else token.text
    return found.NumberAsName(token.place, token.text, name)


def _colon(slip: Slip) -> Finding | None:
    if slip.starts_with != "rate":
        stray = slip.token.phrase == ":"
        return found.StrayColon(slip.token.place) if stray else None
    if slip.before and slip.before.phrase == ":":
        rest = slip.tokens[slip.position :]
        place = slip.over(slip.position, len(slip.tokens))
        return found.ClauseOnRuleLine(place, typed(rest))
    if slip.expects(":") and slip.token.phrase not in IN_NAMES:
        return _missing_colon(slip)
    return None


def _missing_colon(slip: Slip) -> Finding | None:
    if any(token.phrase == ":" for token in slip.tokens) or not slip.before:
        return None
    end = slip.before.end
    place = slip.before.line.place(end, end + 1)
    return found.ColonMissing(place, f"{typed(slip.tokens[: slip.position])}:")


def _bands(slip: Slip) -> Finding | None:
    if not slip.expects(","):
        return None
    before, after = slip.tokens[: slip.position], slip.tokens[slip.position :]
    if slip.token.phrase == "banded by":
        return found.CommaMissing(slip.token.place, f"{typed(before)}, {typed(after)}")
    if slip.token.type == END and slip.starts_with in MEASURES:
        return found.BandsMissing(slip.over(0, slip.position), slip.starts_with)
    return None


def _narrowed(slip: Slip) -> Finding | None:
    if slip.token.phrase != "in" or slip.starts_with == "rate" or not slip.before:
        return None
    if slip.position > 1 and slip.tokens[slip.position - 2].phrase in {"if", "and", "not"}:
        return None  # a name, and not some of several things
    return found.Unexpected(
        slip.token.place,
        slip.token.text,
        (),
        "declare a group of those items in framework.yaml, and write its plural here",
    )


def _or_more(slip: Slip) -> Finding | None:
    line = slip.token.line
    for match in _OR_MORE.finditer(line.text):
        number, more = match.group(1).lower(), match.group(2).lower()
        digits = str(NUMBER_WORDS.index(number)) if number in NUMBER_WORDS else number
        meant = f"{'at least' if more == 'more' else 'at most'} {digits}"
        if reads(f"{line.text[: match.start()]}{meant}{line.text[match.end() :]}"):
            place = line.place(match.start() + 1, match.end() + 1)
            return found.NearPhrase(place, match.group(), meant)
    return None


def _one_too_many(slip: Slip) -> Finding | None:
    """A comma, or a word before the phrase that begins the clause."""
    tokens, position = slip.tokens, slip.position
    if position == 1 and tokens[0].type == NAME:
        position = 0
    elif slip.token.phrase != "," or slip.starts_with == "rate":
        return None
    text = typed([*tokens[:position], *tokens[position + 1 :]])
    if not reads(text):
        return None
    return found.Unexpected(
        tokens[position].place, tokens[position].text, (), f'write "{text}"'
    )


def _otherwise_first(slip: Slip) -> Finding | None:
    word, _, grade = typed(slip.tokens).partition(" ")
    turned = f"{grade} otherwise"
    if word.lower() not in {"otherwise", "else"} or not reads(turned):
        return None
    first = slip.token.line.words[0]
    place = slip.token.line.place(first.column, first.end)
    return found.Unexpected(place, word, (), f'write "{turned}"')


def _or_between_conditions(slip: Slip) -> Finding | None:
    tokens, words = slip.tokens, [token.phrase for token in slip.tokens]
    if "if" not in words[: slip.position]:
        return None
    start = words.index("if") + 1
    joints = [n for n in range(start, slip.position + 1) if words[n] == "or"]
    if not joints:
        return None
    joint = joints[-1]
    rest = joint + 2 if words[joint + 1] == "if" else joint + 1
    before, after = typed(tokens[:joint]), typed(tokens[rest:])
    more = after.replace(" or ", " and ")
    if not (reads(f"{before} and {after}") or reads(f"{before} and {more}")):
        return None
    lines = (before, f"{typed(tokens[:start])} {after}")
    simple = "and" not in words[start:] and words[start:].count("or") == 1
    both = slip.starts_with in CUMULATIVE
    if both:
        simple = simple and joint == start + 1  # a fact, which "not" turns round
        lines = (before, f"{lines[1]} and not {tokens[start].source}")
    return found.OrBetweenConditions(tokens[joint].place, lines if simple else (), both)


def _near_phrase(slip: Slip) -> Finding | None:
    words = slip.token.line.words
    typed = [f'"{w.text}"' if w.kind == "quoted" else w.text for w in words]
    first = slip.tokens[max(slip.position - 2, 0)].column
    last = slip.tokens[min(slip.position + 1, len(slip.tokens) - 1)].end
    near = [n for n, word in enumerate(words) if first <= word.column < last]
    for start, end, likely in near_phrases(typed, near, phrases().names):
        for meant in (likely, POINTS.get(likely, likely)):
            if reads(" ".join([*typed[:start], meant, *typed[end:]])):
                place = slip.token.line.place(words[start].column, words[end - 1].end)
                return found.NearPhrase(place, " ".join(typed[start:end]), meant)
    return None


def _rule_word_in_name(slip: Slip) -> Finding | None:
    for start, end in _stretches(slip):
        stretch = slip.tokens[start:end]
        before, after = typed(slip.tokens[:start]), typed(slip.tokens[end:])
        name = typed(stretch)
        repaired = f'{before} "{name}" {after}'
        if reads(repaired) or (slip.starts_with == "rate" and reads(f"{repaired}:")):
            word = min(
                (token for token in stretch if token.type != NAME), key=lambda t: t.text == ","
            )
            colon = ":" if slip.starts_with == "rate" else ""
            return found.ReservedInName(word.place, word.text, before, name, colon)
    return None


def _stretches(slip: Slip) -> Iterator[tuple[int, int]]:
    """Tokens around the mistake that could be one name, the shortest first."""
    position, last = slip.position, len(slip.tokens) - 1
    for size in range(2, min(last, 8) + 1):
        for start in range(max(position - size + 1, 0), position + 1):
            stretch = slip.tokens[start : start + size]
            if len(stretch) == size and _could_be_name(stretch, slip.starts_with):
                yield start, start + size


def _could_be_name(tokens: Sequence[Token], starts_with: str) -> bool:
    names = [token.type == NAME and not token.quoted for token in tokens]
    words = IN_NAMES | {","} if starts_with == "rate" else IN_NAMES
    others = {token.phrase for token in tokens if token.type != NAME}
    quoted = any(token.quoted for token in tokens)
    return others <= words and not quoted and names[-1] and not all(names)


def _condition_first(slip: Slip) -> Finding | None:
    if slip.starts_with != "if":
        return None
    place, suggestion = slip.token.place, "… if …"
    for end in range(2, len(slip.tokens) - 1):
        condition = typed(slip.tokens[1:end]).removesuffix(",").removesuffix(" then")
        turned = f"{typed(slip.tokens[end:]).removeprefix('then ')} if {condition}"
        if reads(turned):
            return found.ConditionFirst(place, turned)
    return found.ConditionFirst(place, suggestion)


def _portion(slip: Slip) -> Finding | None:
    """``fewer than half of the components are rated``."""
    percentage = as_percentage(slip.token.line.text)
    words = slip.token.line.words
    if not percentage or slip.token.type != NAME or INTEGER not in slip.expected:
        return None
    word = next(word for word in words if word.column == slip.token.column)
    return found.NumberExpected(
        slip.token.line.place(word.column, word.end), word.text, "", percentage
    )


def _no_number(slip: Slip) -> Finding | None:
    if INTEGER not in slip.expected or NAME in slip.expected or not slip.before:
        return None
    token, before = slip.token, slip.before.source
    if token.type == NAME:
        wanted = _with_number(before, token.text, _unit(slip.tokens[slip.position + 1 :]))
        return found.NumberExpected(token.place, token.text, wanted)
    return found.NumberExpected(token.place, "", f"{before} 1 {_unit([token])}".rstrip())


def _with_number(before: str, name: str, unit: str) -> str:
    """What could be written for a phrase that a name follows, and not the number it needs."""
    if name[:1].isdecimal():
        return f"{before} 2 {unit}".rstrip()
    if before.endswith(" as"):
        return f"{before} 0"
    counted = name.rpartition(" of ")[2]
    return f"{before} 2 {counted}"


def _not_a_clause(slip: Slip) -> Finding | None:
    first = slip.tokens[0]
    if first.type == NAME and slip.position == 1 and slip.token.type in {END, NAME}:
        return found.NotAClause(first.place, first.text, _measure_meant(first))
    return None


def _measure_meant(token: Token) -> str:
    """A line that measures in other words, as the language has it."""
    near = None if token.quoted else beginning(token.text, MEASURES)
    if near is None:
        return ""
    words, meant = near
    of = token.text[len(words) :].strip().removeprefix("of ") or "…"
    return f"{meant} {of}, banded by …"


def _recorded(slip: Slip) -> Finding | None:
    """``given in table``: a rating that comes with the data."""
    if not _RECORDED.match(slip.token.line.text):
        return None
    end = len(slip.tokens) - 1
    return found.NotAClause(slip.over(0, end), typed(slip.tokens[:end]), "judged by …")


def _unexpected(slip: Slip) -> Finding:
    expected = expected_words(slip.expected, slip.before.phrase if slip.before else "")
    return found.Unexpected(
        slip.token.place, slip.token.text, expected, _advice(slip, expected)
    )


def _advice(slip: Slip, expected: tuple[str, ...]) -> str:
    if slip.token.phrase == "," and slip.expects("and"):
        return 'join conditions with "and"'
    if slip.token.type == NAME and slip.before and slip.before.type == NAME:
        return "put the whole name in one pair of quotation marks"
    if slip.before and expected == (END_OF_LINE,):
        return f'end the line after "{slip.before.text}"'
    if slip.before and (len(expected) == 1 or slip.token.type == END):
        return f'write {listed(expected, "or")} after "{slip.before.text}"'
    return "take it out; if it is part of a name, put the whole name in quotation marks"


EXPLANATIONS = (_kept_for_later, _each_whole, _fraction, _bare_amount, _colon, _bands)
REPAIRS = (
    _or_more,
    _portion,
    _number_in_words,
    *COMPARISONS,
    *ADDITIONS,
    *ELSEWHERE,
    *SEVERAL,
    _number_as_name,
    _or_between_conditions,
    _otherwise_first,
    _near_phrase,
    for_each_left_out,
    _one_too_many,
    _recorded,
    _narrowed,
    _rule_word_in_name,
    _condition_first,
    _no_number,
    _not_a_clause,
)
