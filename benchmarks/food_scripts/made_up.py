"""Writes a table of made-up establishments, the same each time, as CSV or Parquet.

They are as many of each kind as in the published table of 2015, or nearly: one in six has
a status, one in ninety a rating without its scores; most scores are low.
"""

from __future__ import annotations

import sys

import duckdb

number, target = sys.argv[1:]
SEED = 2015


def drawn(name: str) -> str:
    """A whole number from 0 to 999 for each establishment, of its own for each name."""
    return f"(hash(row, '{name}', {SEED}) % 1000)::int"


def score(name: str, *chances: int) -> str:
    """A score: 0, 5, 10 and so on, each with its chances in a thousand."""
    edges = [sum(chances[: n + 1]) for n in range(len(chances))]
    number = drawn(name)
    cases = " ".join(f"when {number} < {edge} then {5 * n}" for n, edge in enumerate(edges))
    return f"(case {cases} end)::utinyint"


query = f"""
copy (
    with drawn as (
        select row,
               100 + {drawn("authority")} % 400 as local_authority_code,
               {score("hygiene", 390, 400, 150, 40, 15, 5)} as h,
               {score("structural", 380, 400, 160, 40, 15, 5)} as s,
               {score("confidence", 420, 380, 150, 0, 40, 0, 10)} as c,
               {drawn("status")} as status
        from range(1, {number} + 1) as rows(row)),
    rated as (
        select *, h + s + c as total, greatest(h, s, c) as worst
        from drawn)
    select row, local_authority_code,
           case when status >= 184 then h end as hygiene,
           case when status >= 184 then s end as structural,
           case when status >= 184 then c end as confidence_in_management,
           case when status < 75 then 'Pass' when status < 142 then 'Exempt'
                when status < 165 then 'AwaitingInspection'
                when status < 173 then 'Improvement Required'
                when total <= 15 and worst <= 5 then '5'
                when total <= 20 and worst <= 10 then '4'
                when total <= 30 and worst <= 10 then '3'
                when total <= 40 and worst <= 15 then '2'
                when total <= 50 and worst <= 20 then '1' else '0' end as rating_value,
           date '2012-01-01' + {drawn("date")} as rating_date
    from rated order by row
) to '{target}'
"""
duckdb.sql(query)
