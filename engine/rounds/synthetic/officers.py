"""The interviews of a made-up round: officers, their caseloads, and a case of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.diagnostics import Invalid
from engine.diagnostics import Place
from engine.rounds.synthetic.recipe_findings import DoesNotAddUp

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.rounds.synthetic.casework import Sheet
    from engine.rounds.synthetic.chance import Stream
    from engine.rounds.synthetic.recipe import Interviewed
    from engine.rounds.synthetic.recipe import Interviews
    from engine.rounds.synthetic.recipe import Recipe

COLUMNS = (
    "provider",
    "officer",
    "caseload",
    "workload_reasonable",
    "case",
    "implemented_effectively",
    "synthetic",
)
PASSES = 5
"""How often exchanges for one kind of case may undo those for the other."""

SAID = ("Yes", "No", "")
"""How officers answer, or do not; how a case is judged, or is not."""


@dataclass
class Officer:
    """What one officer said, and what was judged of the case."""

    caseload: str
    reasonable: str
    implemented: str


def interviewed(
    recipe: Recipe, interviews: Interviews, sheet: Sheet, stream: Stream
) -> tuple[tuple[str, ...], ...]:
    """A row for each officer; the sheet learns which cases the interviews are about."""
    dealt = _dealt(recipe, interviews, stream)
    _must_have_cases(recipe, interviews, dealt, sheet)
    for type_id in dict.fromkeys(p.type or "" for p in recipe.providers):
        names = [p.id for p in recipe.of_type(type_id)]
        if not _settle({name: dealt[name] for name in names}, interviews, sheet):
            what = f"{type_id} cases judged as officers' cases are"
            raise Invalid([DoesNotAddUp(Place(recipe.file), what, 1, 0)])
    return tuple(
        row
        for provider in recipe.providers
        for row in _rows(provider.id, dealt[provider.id], interviews, sheet, stream)
    )


def _must_have_cases(
    recipe: Recipe, interviews: Interviews, dealt: dict[str, list[Officer]], sheet: Sheet
) -> None:
    """Every officer has a case that was judged, one way or the other."""
    for name, officers in dealt.items():
        judged = sum(
            len(sheet.answered(interviews.question, name, favourably=favourably))
            for favourably in (True, False)
        )
        if len(officers) > judged:
            what = f"cases of {name} judged for {interviews.question}, one of each officer"
            raise Invalid([DoesNotAddUp(Place(recipe.file), what, len(officers), judged)])


def _dealt(recipe: Recipe, interviews: Interviews, stream: Stream) -> dict[str, list[Officer]]:
    """The officers of each provider, so many of whom said yes, no, and nothing."""
    dealt: dict[str, list[Officer]] = {provider.id: [] for provider in recipe.providers}
    for type_id in dict.fromkeys(p.type or "" for p in recipe.providers):
        for index, said in enumerate(SAID):
            groups = [
                g for g in interviews.officers if (g.type, g.reasonable) == (type_id, said)
            ]
            officers = stream.shuffled([o for group in groups for o in _officers(group)])
            names = [p.id for p in recipe.of_type(type_id) if p.id in interviews.by_provider]
            places = [n for n in names for _ in range(interviews.by_provider[n][index])]
            if len(places) != len(officers):
                what = f'{type_id} officers who said "{said}"'
                raise Invalid(
                    [DoesNotAddUp(Place(recipe.file), what, len(places), len(officers))]
                )
            for name, officer in zip(places, officers, strict=True):
                dealt[name].append(officer)
    return dealt


def _officers(group: Interviewed) -> Iterator[Officer]:
    for _ in range(group.officers):
        yield Officer(group.caseload, group.reasonable, group.implemented)


def _settle(dealt: dict[str, list[Officer]], interviews: Interviews, sheet: Sheet) -> bool:
    """Exchange officers until every provider has cases that were judged as they say."""
    for _ in range(PASSES):
        moved = [
            _settle_one(dealt, interviews.question, sheet, favourably=favourably)
            for favourably in (True, False)
        ]
        if None in moved:
            return False
        if not any(moved):
            return True
    return False


def _settle_one(
    dealt: dict[str, list[Officer]], question: str, sheet: Sheet, *, favourably: bool
) -> int | None:
    """How many exchanges this took for cases judged in one way; None if none helps."""
    judged = "Yes" if favourably else "No"
    room = {
        name: len(sheet.answered(question, name, favourably=favourably))
        - sum(officer.implemented == judged for officer in officers)
        for name, officers in dealt.items()
    }
    number = 0
    for name in dealt:
        while room[name] < 0:
            other = _exchanged(name, judged, dealt, room)
            if other is None:
                return None
            room[name] += 1
            room[other] -= 1
            number += 1
    return number


def _exchanged(
    name: str, judged: str, dealt: dict[str, list[Officer]], room: dict[str, int]
) -> str | None:
    """Who has taken an officer from this provider, for another who said the same."""
    roomy = sorted((each for each in room if room[each] > 0), key=lambda each: -room[each])
    for other in roomy:
        for mine, officer in enumerate(dealt[name]):
            for theirs, candidate in enumerate(dealt[other]):
                same = officer.reasonable == candidate.reasonable
                if same and officer.implemented == judged != candidate.implemented:
                    dealt[name][mine], dealt[other][theirs] = candidate, officer
                    return other
    return None


def _rows(
    provider: str,
    officers: list[Officer],
    interviews: Interviews,
    sheet: Sheet,
    stream: Stream,
) -> Iterator[tuple[str, ...]]:
    question = interviews.question
    free = {
        "Yes": stream.shuffled(sheet.answered(question, provider, favourably=True)),
        "No": stream.shuffled(sheet.answered(question, provider, favourably=False)),
    }
    mixed = sorted(stream.shuffled(officers), key=lambda officer: not officer.implemented)
    for number, officer in enumerate(mixed, start=1):
        kind = officer.implemented or max(free, key=lambda each: len(free[each]))
        place = free[kind].pop()
        sheet.interviewed.add(place)
        low, high = interviews.bands.get(officer.caseload, (0, 0))
        caseload = str(stream.between(low, high)) if officer.caseload else ""
        name = f"{provider}-o{number:02}"
        said = (officer.reasonable, sheet.cases[place], officer.implemented, "yes")
        yield (provider, name, caseload, *said)
