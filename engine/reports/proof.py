"""What rules can and cannot do, for people to read and for other programs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from typing import Any

from engine.assurance.proofs import trials
from engine.diagnostics.colour import BOLD
from engine.diagnostics.colour import RED
from engine.diagnostics.colour import YELLOW
from engine.diagnostics.colour import painted
from engine.diagnostics.text import shown
from engine.diagnostics.words import a
from engine.diagnostics.words import listed
from engine.diagnostics.words import several
from engine.reports.layout import wrapped
from engine.rules import places
from engine.rules.shares import shares_in

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from engine.assurance.proofs.deciding import Answer
    from engine.assurance.proofs.facts import Fact
    from engine.assurance.proofs.properties import Property
    from engine.assurance.proofs.proving import Proof
    from engine.rules import typed
    from engine.rules.witness import Witness

PAINT = {"false": RED, "not refuted": YELLOW, "undecided": YELLOW}
SIGN = {"holds": "yes", "false": "NO", "not refuted": "?", "undecided": "?"}


def as_text(proofs: Sequence[Proof], *, color: bool = False) -> str:
    """Every property, rule by rule, with what refutes it; and facts worth knowing."""
    return "\n".join("".join(f"{line}\n" for line in _lines(p, color=color)) for p in proofs)


def as_json(proofs: Sequence[Proof]) -> str:
    """The same as ``schemas/proof.schema.json`` describes it."""
    frameworks = [_framework(proof) for proof in proofs]
    told = {"assay": "proof/1", "false": sum(len(p.false) for p in proofs)}
    return json.dumps(told | {"frameworks": frameworks}, ensure_ascii=False, indent=2) + "\n"


def _lines(proof: Proof, *, color: bool) -> Iterator[str]:
    yield painted(proof.framework.vocabulary.title, BOLD if color else "")
    for rule in {id(each.rule): each.rule for each in proof.properties}.values():
        yield ""
        yield painted(_head(rule), BOLD if color else "")
        for each in proof.properties:
            if each.rule is rule:
                yield from _property(each, color=color)
        for fact in proof.facts:
            if fact.rule is rule:
                yield from wrapped(_fact(fact), "       ")
    yield ""
    yield _summary(proof)


def _head(rule: typed.Rule) -> str:
    place = rule.tree.place
    return f"{places.words(rule.tree)}  ({shown(place.file)}:{place.line})"


def _property(found: Property, *, color: bool) -> Iterator[str]:
    sign = painted(f"{SIGN[found.verdict]:>5}", PAINT.get(found.verdict, "") if color else "")
    first, *others = wrapped(f"{found.words}  ({_how(found)})", "       ")
    yield f"{sign}  {first.strip()}"
    yield from others
    for told in _refuted(found):
        yield from wrapped(told, "         ")


def _refuted(found: Property) -> Iterator[str]:
    """What refutes a property, or why it is not settled."""
    answer = found.answer
    if answer.witnesses:
        smallest, *better = answer.witnesses
        yield f"smallest: {smallest}"
        yield from (f"a step better: {each}" for each in better)
    if found.verdict == "undecided" or (answer.witnesses and answer.because):
        yield answer.because


def _how(found: Property) -> str:
    """How a property was decided."""
    answer = found.answer
    line = f"line {found.place.line}, " if found.kind == "expected" else ""
    match answer.method:
        case "form":
            return f"{line}by the form of the rule"
        case "patterns":
            total = several(answer.patterns, "pattern", "patterns")
            wrong = f"{answer.number:,} of " if answer.number else ""
            return f"{line}{wrong}{total}{_of_any_number(found.rule)}"
        case "solver":
            return f"{line}z3"
        case "trials":
            return f"{line}{trials.NUMBER:,} trials"
        case _:
            return f"{line}not decided"


def _of_any_number(rule: typed.Rule) -> str:
    """That a few patterns stand for all, where a rule is about cases, or above providers."""
    shares = shares_in(rule)
    if rule.above is not None:
        return f", for any number in {a(rule.above.id)}"
    return f", for any number of {shares[0].judgements.unit}s" if shares else ""


def _fact(fact: Fact) -> str:
    return f"{fact.words}: {fact.example}" if fact.example else fact.words


def _summary(proof: Proof) -> str:
    verdicts = [each.verdict for each in proof.properties]
    counted = (
        (verdicts.count("holds"), "property holds", "properties hold"),
        (verdicts.count("false"), "is false", "are false"),
        (verdicts.count("not refuted"), "was only tried", "were only tried"),
        (verdicts.count("undecided"), "is not decided", "are not decided"),
    )
    said = listed([several(n, one, many) for n, one, many in counted if n])
    return said or "there is nothing to prove: every rating is judged"


def _framework(proof: Proof) -> dict[str, Any]:
    framework = proof.framework
    return {
        "framework": {
            "id": framework.vocabulary.id,
            "title": framework.vocabulary.title,
            "digest": framework.digest,
            "model_digest": framework.model_digest,
        },
        "results": [_property_data(each) for each in proof.properties],
        "facts": [
            {
                **_rule(each.rule),
                "kind": each.kind,
                "words": each.words,
                "example": each.example,
            }
            for each in proof.facts
        ],
    }


def _rule(rule: typed.Rule) -> dict[str, Any]:
    place = rule.tree.place
    return {"rule": places.words(rule.tree), "file": shown(place.file), "line": place.line}


def _property_data(found: Property) -> dict[str, Any]:
    return {
        **_rule(found.rule),
        "kind": found.kind,
        "words": found.words,
        "at_line": found.place.line,
        "verdict": found.verdict,
        **_answer(found.answer),
    }


def _answer(answer: Answer) -> dict[str, Any]:
    return {
        "method": answer.method,
        "patterns": answer.patterns if answer.method == "patterns" else None,
        "refuted_by": answer.number if answer.method == "patterns" else None,
        "counterexample": [_witness(each) for each in answer.witnesses],
        "because": answer.because,
    }


def _witness(seen: Witness) -> dict[str, Any]:
    facts = seen.facts
    return {
        "words": seen.words,
        "ratings": dict(facts.ratings),
        "answers": dict(facts.answers),
        "inputs": dict(facts.inputs),
        "judged": facts.judged,
        "gives": seen.rating,
        "line": seen.place.line,
    }
