"""Makes the vocabulary of a framework from its files, once their shape is right."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING
from typing import cast

from engine.diagnostics.words import capitalized
from engine.frameworks import model
from engine.frameworks.build_items import ItemBuilder
from engine.frameworks.build_items import published
from engine.frameworks.known import meant
from engine.frameworks.known import names
from engine.frameworks.names import canonical

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeVar

    from engine.frameworks.known import Known
    from engine.frameworks.nodes import Mapping

    T = TypeVar("T")


@dataclass(frozen=True)
class Builder:
    """Builds each part; what a name refers to is looked up, and kept where unknown."""

    known: Known

    @property
    def node(self) -> Mapping:
        """The mapping of framework.yaml."""
        return self.known.outline.framework

    def vocabulary(self) -> model.Vocabulary:
        """Everything together."""
        node = self.node
        dates = node.mapping("in_force")
        items = ItemBuilder(self.known)
        return model.Vocabulary(
            id=node.text("framework"),
            title=node.text("title"),
            rules_language=int(node.text("rules_language")),
            scales=self._each("scales", _scale),
            levels=self._each("levels", self._level),
            items=items.items(),
            groups=self._each("groups", self._group),
            provider_types=self._each("provider_types", _provider_type),
            samples=self._each("samples", self._sample),
            bands=self._each("bands", self._bands),
            inputs=self._each("inputs", _input),
            statuses=self._each("statuses", _status),
            roles=self._each("roles", _role),
            sources=self._each("sources", _source),
            expectations=self._each("expectations", self._expectation),
            observations=items.observations(),
            omissions=self._each("omissions", _omission),
            notices=self._each("notices", self._notice),
            disabled_checks=self._each("disabled_checks", _disabled),
            small_sub_sample=int(node.text("small_sub_sample", "0")),
            overall=node.text("overall") != "none",
            inspections=cast("model.Inspections", node.text("inspections", "one")),
            in_force_from=_date(dates, "from"),
            in_force_to=_date(dates, "to"),
            place=node.place_of("framework"),
        )

    def _each(self, key: str, make: Callable[[Mapping], T]) -> tuple[T, ...]:
        return tuple(make(node) for node in self.node.mappings(key))

    def _level(self, node: Mapping) -> model.Level:
        pools = cast("model.Pools | None", node.text("pools") or None)
        scale = (self.known.provider if pools == "cases" else node).text("scale")
        answers = node.mapping("answers")
        return model.Level(
            id=node.text("id"),
            plural=node.text("plural"),
            scale=meant(scale, self.known.scales) if scale else None,
            answers=None if answers is None else self._judgements(answers),
            pools=pools,
            place=node.place_of("id"),
        )

    def _judgements(self, node: Mapping) -> model.Judgements:
        scale = meant(node.text("scale"), self.known.scales)
        return model.Judgements(node.text("plural"), node.text("unit"), scale)

    def _group(self, node: Mapping) -> model.Group:
        members = node.mapping("members")
        assert members is not None
        return model.Group(
            id=node.text("id"),
            plural=node.text("plural"),
            level=meant(members.text("level"), self.known.levels),
            within=_codes(members, "within"),
            items=_codes(members, "items"),
            place=node.place_of("id"),
        )

    def _sample(self, node: Mapping) -> model.Sample:
        columns = names(node.mappings("profile"))
        return model.Sample(
            id=node.text("id"),
            name=_name(node),
            applies_to=tuple(meant(t, self.known.types) for t in node.texts("applies_to")),
            answers=tuple(self._answer(each) for each in node.mappings("answers")),
            profile=tuple(_column(each) for each in node.mappings("profile")),
            strata=tuple(meant(name, columns) for name in node.texts("strata")),
            selection=node.text("selection"),
            precision=_precision(node.mapping("precision")),
            place=node.place_of("id"),
        )

    def _answer(self, node: Mapping) -> model.AnswerLabel:
        return model.AnswerLabel(node.text("label"), meant(node.text("is"), self.known.answers))

    def _bands(self, node: Mapping) -> model.Bands:
        scale = band_scale(node, self.known)
        edges = node.mappings("edges")
        return model.Bands(
            id=node.text("id"),
            measure=cast("model.Measure", node.text("of")),
            rounding=cast("model.Rounding", node.text("rounding", "none")),
            edges=tuple(_edge(each, self.known.grades.get(scale, {})) for each in edges),
            scale=scale,
            source=meant(node.text("source"), self.known.sources),
            place=node.place_of("id"),
        )

    def _expectation(self, node: Mapping) -> model.Expectation:
        text = published(node, self.known)
        assert text is not None
        place = node.place_of("id")
        return model.Expectation(node.text("id"), node.text("name"), text, place)

    def _notice(self, node: Mapping) -> model.Notice:
        when = node.mapping("when")
        above = when and when.mapping("grades_above")
        assert when
        assert above
        return model.Notice(
            id=node.text("id"),
            judged=_selection(when, "judged"),
            mean_of=_selection(above, "mean_of"),
            at_least=Fraction(when.text("at_least")),
            text=node.text("text"),
            source=meant(node.text("source"), self.known.sources),
            place=node.place_of("id"),
        )


def band_scale(node: Mapping, known: Known) -> str:
    """The scale of a set of bands: the first that has most of its grades."""
    wanted = [edge.text("rating") for edge in node.mappings("edges")]
    missing = {
        scale: sum(meant(name, grades) not in grades.values() for name in wanted)
        for scale, grades in reversed(known.grades.items())
    }
    return min(missing, key=lambda scale: missing[scale])


def _scale(node: Mapping) -> model.Scale:
    grades = tuple(_grade(each) for each in node.mappings("lowest_first"))
    return model.Scale(node.text("id"), grades, node.texts("excluded"), node.place_of("id"))


def _grade(node: Mapping) -> model.Grade:
    score = node.text("score")
    return model.Grade(node.text("id"), _name(node), Fraction(score) if score else None)


def _edge(node: Mapping, grades: dict[str, str]) -> model.Edge:
    to = node.text("to")
    return model.Edge(
        at=Fraction(node.text("from") or node.text("above")),
        inclusive=node.get("from") is not None,
        grade=meant(node.text("rating"), grades),
        to=Fraction(to) if to else None,
        published=node.text("published"),
        place=node.place,
    )


def _column(node: Mapping) -> model.ProfileColumn:
    missing_allowed = node.get("missing") is not None
    return model.ProfileColumn(
        node.text("id"), _name(node), node.texts("values"), missing_allowed
    )


def _input(node: Mapping) -> model.Input:
    return model.Input(
        id=node.text("id"),
        type=cast("model.InputType", node.text("type")),
        values=node.texts("values"),
        default=node.text("default") or None,
        place=node.place_of("id"),
    )


def _provider_type(node: Mapping) -> model.ProviderType:
    name = node.text("name", node.text("id"))
    return model.ProviderType(node.text("id"), name, node.place_of("id"))


def _status(node: Mapping) -> model.Status:
    return model.Status(node.text("id"), node.texts("labels"), node.place_of("id"))


def _role(node: Mapping) -> model.Role:
    return model.Role(node.text("id"), node.place_of("id"))


def _source(node: Mapping) -> model.Source:
    return model.Source(
        id=node.text("id"),
        document=node.text("document"),
        section=node.text("section"),
        quote=node.text("quote"),
        place=node.place_of("id"),
    )


def _omission(node: Mapping) -> model.Omission:
    return model.Omission(canonical(node.text("item")), node.text("because"))


def _disabled(node: Mapping) -> model.Disabled:
    return model.Disabled(node.text("id"), node.text("because"), node.place_of("id"))


def _precision(node: Mapping | None) -> model.Precision | None:
    if node is None:
        return None
    return model.Precision(Fraction(node.text("confidence")), Fraction(node.text("margin")))


def _selection(node: Mapping, key: str) -> model.Selection:
    inner = node.mapping(key)
    assert inner is not None
    return model.Selection(_codes(inner, "within"))


def _codes(node: Mapping, key: str) -> tuple[str, ...]:
    return tuple(canonical(code) for code in node.texts(key))


def _name(node: Mapping) -> str:
    """A name as given, or the id with a capital letter."""
    name = node.text("id")
    return node.text("name") or capitalized(name)


def _date(node: Mapping | None, key: str) -> datetime.date | None:
    written = "" if node is None else node.text(key)
    return datetime.date.fromisoformat(written) if written else None
