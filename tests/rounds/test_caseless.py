"""A provider without a case is pointed out, unless nobody would have looked at its cases."""

from __future__ import annotations

import pytest

from tests.rounds.small import JUDGEMENTS
from tests.rounds.small import VISITS
from tests.rounds.small import made
from tests.rounds.small import read

WITHOUT_BARTON = VISITS.replace("3,barton,,Yes,N/A\n", "")


@pytest.mark.parametrize(
    ("withheld", "codes"),
    [
        ([], ["C125"]),
        (["q1"], ["C125"]),
        (["q1", "q2"], []),
        (["s3"], []),
    ],
)
def test_what_is_withheld_needs_no_cases(tmp_path, withheld, codes):
    rows = "".join(f"barton,{item},not rated,it was closed\n" for item in withheld)
    folder = made(tmp_path, cases=WITHOUT_BARTON, judgements=JUDGEMENTS + rows)
    assert [finding.code for finding in read(folder).findings] == codes


def test_only_those_who_should_have_cases_are_named(tmp_path):
    rows = "barton,s3,not rated,it was closed\n"
    header = "case,provider,age,q1,q2\n4,elsewhere,young,Yes,Yes\n"
    folder = made(tmp_path, cases=header, judgements=JUDGEMENTS + rows)
    text = (folder / "round.yaml").read_text()
    third = "  - {id: elsewhere, name: Elsewhere, type: Shire}\n"
    (folder / "round.yaml").write_text(text.replace("providers:\n", f"providers:\n{third}"))
    judged = (folder / "judgements.csv").read_text() + "elsewhere,s1,good,\n"
    (folder / "judgements.csv").write_text(judged)
    given = (folder / "inputs.csv").read_text() + "elsewhere,size,large,\n"
    (folder / "inputs.csv").write_text(given)
    (finding,) = read(folder).findings
    assert finding.message == 'no case in sample "visits" is of "acton"'
