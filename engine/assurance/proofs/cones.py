"""What ratings rest on in the end: people's judgements, cases and facts."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING
from typing import TypeAlias

from engine.rules import typed
from engine.rules.members import members_read
from engine.rules.shares import shares_in

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.frameworks.model import Vocabulary
    from engine.rules.spaces import Key

Grounds: TypeAlias = frozenset[str]


class Cones:
    """What each rating of a framework rests on."""

    def __init__(self, vocabulary: Vocabulary, rules: typed.Rules) -> None:
        self._vocabulary = vocabulary
        self._rules = rules
        self.of = cache(self._of)

    def are_independent(
        self, rule: typed.Rule, key: Key, also: tuple[typed.Condition, ...] = ()
    ) -> bool:
        """Whether all that a rule and some conditions read can vary freely."""
        item_id, type_id = key
        own = self._own(rule, item_id, also)
        below = [self.of(read, type_id) for read in self._read(rule, key, also)]
        together = own.union(*below)
        return len(together) == len(own) + sum(len(grounds) for grounds in below)

    def _of(self, item_id: str, type_id: str | None) -> Grounds:
        rule = self._rules.rating(item_id)
        assert rule is not None
        read = self._read(rule, (item_id, type_id), ())
        return self._own(rule, item_id, ()).union(*(self.of(i, type_id) for i in read))

    def _own(
        self, rule: typed.Rule, item_id: str | None, also: tuple[typed.Condition, ...]
    ) -> Grounds:
        """What a rule rests on besides the ratings that it reads."""
        judged = isinstance(rule.base, typed.Judged)
        grounds = {f"judged {item_id}"} if judged else set()
        grounds |= {f"cases {item_id}"} if shares_in(rule, also) else set()
        grounds |= {f"input {fact.id}" for fact in typed.inputs_of(rule, also)}
        return frozenset(grounds)

    def _read(
        self, rule: typed.Rule, key: Key, also: tuple[typed.Condition, ...]
    ) -> Iterable[str]:
        """The items of which a rule and some conditions read the ratings."""
        item_id, type_id = key
        item = None if item_id is None else self._vocabulary.item_by_id[item_id]
        members = members_read(self._vocabulary, rule, item, type_id, also)
        named = [child.item for child in typed.children_of(rule, also)]
        return dict.fromkeys([i for ids in members.values() for i in ids] + named)
