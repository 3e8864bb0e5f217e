"""Tally and rate a round of the 2018-19 framework with DuckDB and nothing else."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import duckdb

folder = Path(sys.argv[1])
KEY_QUESTION = re.compile(r"\d\.\d\.\d")

counts = []
for path in sorted(folder.glob("cases/*.csv")):
    with path.open(encoding="utf-8") as file:
        header = file.readline().rstrip().split(",")
    types = ", ".join(f"'{column}': 'VARCHAR'" for column in header)
    questions = ", ".join(f'"{c}"' for c in header if KEY_QUESTION.fullmatch(c))
    counts.append(
        f"""
        select provider, question, count_if(answer = 'Yes') as yes,
               count_if(answer in ('Yes', 'No')) as applicable
        from (unpivot (select provider, {questions} from read_csv('{path}',
                       auto_detect = false, header = true, columns = {{{types}}}))
              on {questions} into name question value answer)
        group by all
        """
    )

query = f"""
with counts as ({" union all ".join(counts)}),
standards as (
    select provider, left(question, 3) as item,
           min((100 * yes >= 50 * applicable)::int + (100 * yes >= 65 * applicable)::int
               + (100 * yes >= 80 * applicable)::int) as grade
    from counts where applicable > 0 group by all),
judged as (
    select provider, item, coalesce(list_position(
               ['inadequate', 'requires improvement', 'good', 'outstanding'],
               lower(rating)) - 1, 0) as grade
    from read_csv('{folder}/judgements.csv', header = true, all_varchar = true)),
scores as (
    select provider, sum(coalesce(j.grade, s.grade)) as score
    from standards s full join judged j using (provider, item) group by provider)
select provider, score, case when score >= 26 then 'outstanding' when score >= 16 then 'good'
                             when score >= 6 then 'requires improvement'
                             else 'inadequate' end
from scores order by provider
"""
for row in duckdb.sql(query).fetchall():
    print(*row, sep="\t")
