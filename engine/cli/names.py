"""What a person means who names a provider, an item or a rating on the command line."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import click

from engine.diagnostics.words import quoted
from engine.rounds.names import Names

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Sequence

    from engine import cases
    from engine.cli.rounds import Rated
    from engine.frameworks.model import Vocabulary
    from engine.rounds.comparison.comparison import RoundsCompared
    from engine.rounds.round import Provider
    from engine.rounds.round import Round


MANY = 8
"""More names than this are not listed."""


def provider_id(round_: Round, name: str) -> str:
    """The provider with this id, name or alias, in any case."""
    return provider_among(round_.everybody, name)


def provider_among(providers: Iterable[Provider | cases.Provider], name: str) -> str:
    """The same of some providers, as a round or as case files know them."""
    return _one(Names((p.id, (p.name, *p.aliases)) for p in providers), name, "provider")


def sample_id(vocabulary: Vocabulary, name: str) -> str:
    """The sample with this id or name."""
    return _one(Names((s.id, (s.name,)) for s in vocabulary.samples), name, "sample")


def item_id(found: Rated, provider: str, name: str) -> str | None:
    """The rated item of a provider with this id or name; None is the provider itself."""
    result = next(r for r in found.ratings.results if r.id == provider)
    below = [r for child in result.children for r in child.walk()]
    names = Names([*((r.id, [r.name] if r.name else []) for r in below), (result.level, ())])
    item = _one(names, name, "rated item")
    return None if item == result.level else item


def _one(names: Names, name: str, kind: str) -> str:
    found = names.find(name)
    if len(found) == 1:
        return found[0]
    if found:
        message = f'"{name}" may be {quoted(found, "or")}; say which'
        raise click.UsageError(message)
    meant = names.suggest(name)
    if meant is not None:
        hint = f'; did you mean "{meant}"?'
    elif len(names.ids) > MANY:
        hint = f": there are {len(names.ids)}, such as {quoted(names.ids[:3])}"
    else:
        hint = f": there are {quoted(names.ids)}"
    message = f'there is no {kind} "{name}"{hint}'
    raise click.UsageError(message)


def grade_id(found: Rated, level: str, name: str) -> str:
    """The grade with this id or name, on the scale of a level."""
    scale = found.framework.vocabulary.scale_of(level)
    assert scale is not None
    return _one(Names((g.id, (g.name,)) for g in scale.grades), name, "rating")


def role_id(found: Rated, name: str) -> str:
    """The role with this id."""
    return _one(Names((r.id, ()) for r in found.framework.vocabulary.roles), name, "role")


def chosen(found: RoundsCompared, names: Sequence[str]) -> RoundsCompared:
    """Of two rounds compared only the providers with these ids, names or aliases."""
    known = Names((each.after.id, each.names) for each in found.providers)
    ids = {_one(known, name, "provider of both rounds") for name in names}
    kept = tuple(each for each in found.providers if each.after.id in ids)
    return replace(found, providers=kept, only_before=(), only_after=())
