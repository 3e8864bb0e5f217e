"""Rate establishments for food hygiene with DuckDB and nothing else."""

from __future__ import annotations

import sys

import duckdb

source, target = sys.argv[1:]

TYPES = {
    "row": "VARCHAR",
    "local_authority_code": "VARCHAR",
    "hygiene": "UTINYINT",
    "structural": "UTINYINT",
    "confidence_in_management": "UTINYINT",
    "rating_value": "VARCHAR",
    "rating_date": "VARCHAR",
}

table = f"read_csv('{source}', auto_detect = false, header = true, columns = {TYPES})"
if source.endswith(".parquet"):
    table = f"read_parquet('{source}')"

# A range of statuses, since `in` would be a join, which does not keep the order of the rows.
query = f"""
copy (
    select row as provider,
           case when rated and total is not null then
               case when total <= 15 and worst <= 5 then '5'
                    when total <= 20 and worst <= 10 then '4'
                    when total <= 30 and worst <= 10 then '3'
                    when total <= 40 and worst <= 15 then '2'
                    when total <= 50 and worst <= 20 then '1' else '0' end end as rating,
           case when not rated then 'not rated'
                when total is null then 'cannot be computed' else 'computed' end as basis,
           case when not rated then rating_value
                when total is null then 'without ' || concat_ws(', ',
                    case when hygiene is null then 'hygiene' end,
                    case when structural is null then 'structural' end,
                    case when confidence is null then 'confidence' end) end as reason,
           hygiene, structural, confidence
    from (select row, rating_value, hygiene, structural,
                 confidence_in_management as confidence,
                 rating_value between '0' and '5' as rated,
                 hygiene + structural + confidence as total,
                 greatest(hygiene, structural, confidence) as worst
          from {table})
) to '{target}' (format csv)
"""
duckdb.sql(query)
