"""How a sample is drawn, and how it stands for its population: for a terminal."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from engine.diagnostics.words import exact
from engine.diagnostics.words import listed
from engine.diagnostics.words import several
from engine.diagnostics.words import whole
from engine.frameworks.quoting import scalar
from engine.reports.layout import MADE_UP
from engine.reports.layout import tabled
from engine.reports.layout import wrapped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.cases.draw import Draw
    from engine.cases.draw import Stratum
    from engine.cases.draw import Values
    from engine.cases.representation import Representation
    from engine.cases.representation import Share
    from engine.frameworks.model import Precision
    from engine.rounds.sampling import Basis
    from engine.rounds.sampling import Compared
    from engine.rounds.sampling import Drawn

NOT_RECORDED = "(not recorded)"
MARK = "*"
SHARES = ("Eligible", "%", "Inspected", "%", "Cases off")


def drawn_text(drawn: Drawn, *, color: bool = False) -> str:
    """Every provider's sample, stratum by stratum."""
    basis = drawn.basis
    about = [*_title(basis), *wrapped(f"{_precision(drawn.precision)} Seed: {drawn.seed}.")]
    parts = [about]
    for each in drawn.draws:
        lines = [["", "Eligible", "%", "Sample", "%", "Reserve"], _total(each, basis)]
        if basis.form.sample.strata:
            lines += [_stratum(each, stratum) for stratum in each.strata]
        parts.append(tabled(lines, color=color))
    parts += [list(_left_out(drawn)), list(_for_the_head(drawn)), _made_up(basis)]
    return "\n\n".join("\n".join(lines) for lines in parts if lines) + "\n"


def compared_text(compared: Compared, *, color: bool = False) -> str:
    """Every provider's cases, and where they depart from the population."""
    basis = compared.basis
    about = [*_title(basis), *wrapped(_precision(compared.precision))]
    heads = ["", "Eligible", "Needed", "Inspected", "Margin", "Departures"]
    lines = [heads, *(_summary(each, basis) for each in compared.providers)]
    parts = [about, tabled(lines, color=color)]
    for each in compared.providers:
        parts += _shares(each, basis, everything=len(compared.providers) == 1, color=color)
    parts += [_notes(compared), _made_up(basis)]
    return "\n\n".join("\n".join(lines) for lines in parts if lines) + "\n"


def size_text(precision: Precision, population: int, cases: int, unlimited: int) -> str:
    """How many cases of a population are needed."""
    of = several(population, "case", "cases")
    head = f"{cases:,} of {of}. {_precision(precision)}"
    more = f"However large the population, {several(unlimited, 'case', 'cases')} would do."
    return "".join(f"{line}\n" for line in [*wrapped(head), *wrapped(more)])


def stratum_words(values: Values) -> str:
    """The values that a stratum's cases have in common."""
    return ", ".join(value or NOT_RECORDED for value in values)


def _title(basis: Basis) -> list[str]:
    book, sample = basis.book, basis.form.sample
    names = [basis.form.profile[column].name for column in sample.strata]
    by = f"Strata: {listed(names)}." if names else "Without strata."
    made_up = [MADE_UP] if book.synthetic else []
    title = wrapped(book.title or f"Round {book.round}")
    return [*title, *made_up, *wrapped(f"Sample: {sample.name}. {by}")]


def _made_up(basis: Basis) -> list[str]:
    return [MADE_UP] if basis.book.synthetic else []


def _precision(precision: Precision) -> str:
    confidence, points = exact(precision.confidence), exact(precision.margin)
    return f"Confidence: {confidence} %. Margin: {points} percentage points."


def _name(basis: Basis, provider: str) -> str:
    """The name of a provider, with its id where two have the same name."""
    own = next(p for p in basis.book.providers if p.id == provider)
    names = [p.name for p in basis.book.providers]
    return own.name if names.count(own.name) == 1 else f"{own.name} ({own.id})"


def _percent(part: int, of: int) -> str:
    return str(whole(Fraction(100 * part, of)))


def _total(each: Draw, basis: Basis) -> list[str]:
    numbers = [f"{each.eligible:,}", "", f"{each.size:,}", "", f"{each.reserve:,}"]
    return [_name(basis, each.provider), *numbers]


def _stratum(each: Draw, stratum: Stratum) -> list[str]:
    drawn = len(stratum.drawn)
    words = "  " + stratum_words(stratum.values)
    shares = _percent(stratum.eligible, each.eligible), _percent(drawn, each.size)
    reserve = f"{len(stratum.reserve):,}"
    return [words, f"{stratum.eligible:,}", shares[0], f"{drawn:,}", shares[1], reserve]


def _left_out(drawn: Drawn) -> Iterator[str]:
    """The strata of which no case is drawn, since they are too small."""
    small = [s.eligible for each in drawn.draws for s in each.strata if not s.drawn]
    if small:
        cases = several(sum(small), "case", "cases")
        yield from wrapped(
            f"No case is drawn from 1 stratum, which is too small: it has {cases}."
            if len(small) == 1
            else f"No case is drawn from {len(small):,} strata, which are too small: they have "
            f"{cases} together."
        )


def _for_the_head(drawn: Drawn) -> Iterator[str]:
    """What round.yaml does not say yet of the populations."""
    new = [each for each in drawn.draws if each.provider not in drawn.basis.sizes]
    if new:
        yield 'For "populations" in round.yaml:'
    for each in new:
        sample = scalar(drawn.basis.form.sample.id)
        who = f"provider: {scalar(each.provider)}, sample: {sample}"
        yield f"  - {{{who}, size: {each.eligible}}}"


def _summary(each: Representation, basis: Basis) -> list[str]:
    margin = "" if each.margin is None else _tenths(each.margin)
    inspected = f"{each.inspected:,}{MARK if each.short else ' '}"
    numbers = [f"{each.eligible:,}", f"{each.needed:,}", inspected, margin]
    return [_name(basis, each.provider), *numbers, str(each.departures)]


def _shares(
    each: Representation, basis: Basis, *, everything: bool, color: bool
) -> list[list[str]]:
    """The shares of a provider, a table for the strata and one for each column."""
    strata = [
        _share(stratum_words(s.values), s.share, departs=s.departs)
        for s in each.strata
        if everything or s.departs
    ]
    tables = [tabled([["Strata", *SHARES], *strata], color=color)] if strata else []
    for column in each.profile:
        values = [
            _share(v.value or NOT_RECORDED, v.share, _p(v.share), departs=v.departs)
            for v in column.values
            if everything or v.departs
        ]
        if values:
            index = f"  Index of dissimilarity: {_tenths(column.dissimilarity)} %"
            lines = [[column.column.name, *SHARES, "p"], *values]
            tables.append([*tabled(lines, color=color), index])
    if tables and not everything:
        tables[0].insert(0, _name(basis, each.provider))
    return tables


def _share(words: str, share: Share, *others: str, departs: bool) -> list[str]:
    off = f"{'+' if share.off > 0 else ''}{_tenths(share.off)}{MARK if departs else ' '}"
    percent = _percent(share.eligible, share.of_eligible)
    inspected = _percent(share.inspected, share.of_inspected)
    numbers = [f"{share.eligible:,}", percent, f"{share.inspected:,}", inspected, off]
    return [f"  {words}", *numbers, *others]


def _tenths(value: Fraction) -> str:
    """With one decimal, halves away from nothing."""
    tenths = whole(abs(value) * 10)
    sign = "-" if value < 0 and tenths else ""
    return f"{sign}{tenths // 10}.{tenths % 10}"


def _p(share: Share) -> str:
    """A probability with two decimals; what is less is not nothing."""
    hundredth = whole(share.probability * 100)
    return f"{hundredth // 100}.{hundredth % 100:02d}" if hundredth else "<0.01"


def _notes(compared: Compared) -> list[str]:
    lines: list[str] = []
    if any(each.short for each in compared.providers):
        lines += wrapped(f"{MARK} Inspected: fewer cases than are needed.")
    marked = {
        "strata": any(s.departs for each in compared.providers for s in each.strata),
        "profile": any(
            v.departs for each in compared.providers for c in each.profile for v in c.values
        ),
    }
    if marked["strata"]:
        lines += wrapped(f"{MARK} Strata: a whole case or more away from its share.")
    if marked["profile"]:
        lines += wrapped(
            f"{MARK} Others: p, the probability that chance alone makes a share as far off, is "
            "less than 0.05 (hypergeometric test, two-sided). Of twenty shares one is that far "
            "off by chance."
        )
    if not any(each.departs for each in compared.providers):
        lines += wrapped("No share departs from the population's.")
    return lines
