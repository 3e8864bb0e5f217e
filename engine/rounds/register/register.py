"""A round whose providers are a table: read whole, ready to be rated."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from typing import TYPE_CHECKING

from engine.cases.counting import digest
from engine.cases.desk import Desk
from engine.diagnostics import Invalid
from engine.diagnostics import Place
from engine.diagnostics import errors
from engine.files import cache_folder
from engine.rounds import decisions
from engine.rounds import head
from engine.rounds import inputs
from engine.rounds import judgements
from engine.rounds.directory import WHOLE
from engine.rounds.rate import rate as rate_round
from engine.rounds.register import spelling
from engine.rounds.register.deciding import decisions_of
from engine.rounds.register.fields import fields
from engine.rounds.register.file import locate
from engine.rounds.register.reading import Table
from engine.rounds.register.reading import read
from engine.rounds.register.shape import Shape
from engine.rounds.register.shape import read_shape
from engine.rounds.register.shape_findings import NotRead
from engine.rounds.results import InputFile
from engine.rounds.round import Round

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from engine.frameworks.model import Vocabulary
    from engine.rounds.register.spelling import Codes
    from engine.rounds.register.spelling import Codings
    from engine.rounds.results import Ratings
    from engine.rounds.round import Decision
    from engine.rules.framework import Framework


NOT_READ = (judgements.FILE, inputs.FILE)
"""What a round whose providers are a table has no use for."""


@dataclass(frozen=True)
class Register:
    """The table, what its columns are, and the framework to rate it under.

    ``head`` is the round without any provider; ``decisions`` are by the provider's row.
    """

    head: Round
    framework: Framework
    shape: Shape
    table: Table
    decisions: Mapping[int, tuple[Decision, ...]] = field(default_factory=dict)

    @property
    def codes(self) -> list[Codings]:
        """Everything that the table says of providers, apart from their names."""
        table = self.table
        said = [codes for codes in (table.types, table.statuses) if codes is not None]
        codes = [*said, *table.items.values(), *table.inputs.values(), *table.days]
        return [*codes, self._decided] if self.decisions else codes

    def of(self, rows: NDArray[np.intp]) -> Register:
        """The providers in some rows, without their names or what was decided about them."""
        return replace(self, table=self.table.of(rows), decisions={})

    @property
    def _decided(self) -> Codings:
        """A code of its own for every provider about whom something was decided."""
        import numpy as np

        codes = np.zeros(self.table.size, np.int32)
        for number, row in enumerate(self.decisions, start=1):
            codes[row] = number
        return codes

    @property
    def nobody(self) -> Ratings:
        """The ratings of the round without any provider: what they rest on."""
        return rate_round(self.head, self.framework)


@contextmanager
def opened(
    folder: Path,
    framework: Framework,
    against: tuple[str, ...] | None = (),
    *,
    strict: bool = False,
) -> Iterator[Register]:
    """The round in a folder, as long as it is needed; raises Invalid where it has errors.

    ``against`` are columns with published ratings to read besides; with None, one for each
    item of which the round lists any.
    """
    root, findings = head.read_root(folder, cache_folder())
    if root is None:
        raise Invalid(findings)
    found, more = head.read_head(root, framework.vocabulary)
    node = root.mapping("judgements")
    assert node is not None
    shape, wrong = read_shape(node, framework, found.assumptions)
    wrong += tuple(NotRead(Place(str(p))) for p in map(folder.joinpath, NOT_READ) if p.exists())
    if errors([*findings, *more, *wrong]):
        raise Invalid([*findings, *more, *wrong])
    listed = {item: column for column, item in list(shape.published.items())[::-1]}
    columns = tuple(listed.values()) if against is None else against
    shape, wrong = shape.comparing(columns, framework)
    if wrong:
        raise Invalid(wrong)
    published = {item: _published(framework.vocabulary, shape, item) for item in shape.compared}
    desk = Desk()
    try:
        kept = fields(shape, framework.vocabulary, published)
        table = read(desk, folder, shape, framework.vocabulary, kept, strict=strict)
        register = Register(_head(folder, found, shape), framework, shape, table)
        yield replace(register, decisions=decisions_of(register))
    finally:
        desk.close()


def _published(vocabulary: Vocabulary, shape: Shape, item: str) -> Codes:
    """What may stand in a column of published ratings."""
    level = vocabulary.provider_level.id if item == WHOLE else vocabulary.item_by_id[item].level
    scale = vocabulary.scale_of(level)
    assert scale is not None
    statuses = dict.fromkeys((*shape.absent, *shape.status_codes), spelling.NOT_RATED)
    return statuses | spelling.relabelled(spelling.of_scale(scale), shape.labels)


def _head(folder: Path, found: head.Head, shape: Shape) -> Round:
    files = [folder / head.FILE, locate(folder, shape).path, folder / decisions.FILE]
    return Round(
        id=found.id,
        title=found.title,
        folder=folder,
        framework=found.framework,
        synthetic=found.synthetic,
        providers=(),
        tallies={},
        assumptions=found.assumptions,
        files=tuple(InputFile(path.name, digest(path)) for path in files if path.is_file()),
        table=shape.file,
    )
