"""The cases in a frame of Spark: the same program gives the same counts.

It runs where Java and the extra "spark" are: make test-spark.
"""

from __future__ import annotations

import shutil
from importlib.util import find_spec

import pytest

from tests.cases.framework import HEADER
from tests.cases.framework import ROWS
from tests.cases.framework import changed
from tests.cases.framework import wide
from tests.cases.test_frames import ANSWERS
from tests.cases.test_frames import of_a_file
from tests.cases.test_frames import of_a_frame

ABSENT = [
    *([] if find_spec("pyspark") else ["pyspark"]),
    *([] if shutil.which("java") else ["Java"]),
]
pytestmark = [
    pytest.mark.spark,
    pytest.mark.skipif(bool(ABSENT), reason=f"needs {' and '.join(ABSENT)}: make test-spark"),
]

SETTINGS = {
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.log.level": "ERROR",
    "spark.sql.shuffle.partitions": "2",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
}

TABLES = {
    "a row for each case": wide(),
    "a row for each case, oddly written": [
        *changed(2, "provider", "THE ELMS")[:3],
        ["v3", "oak", "small", "", " yes", "n/a", "", ""],
        [""] * len(HEADER),
    ],
    "an unknown answer, and a case twice": [*changed(3, "1.1b", "Perhaps"), ROWS[0]],
    "a row for each answer": ANSWERS,
    "a row for each answer, oddly written": [
        *ANSWERS,
        ["v5", "Elm House", "1.1(B)", "n/a"],
        ["v5", "elm", "1.1", ""],
        [""] * 4,
    ],
    "an answer twice, and a case of two providers": [*ANSWERS, ["v1", "ash", "1.1", "No"]],
}


@pytest.fixture(scope="module")
def spark():
    """Spark on this machine, with two processors and nothing to be seen."""
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.master("local[2]")
    for name, value in SETTINGS.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    yield session
    session.stop()


@pytest.mark.parametrize("name", TABLES)
def test_a_frame_of_spark_counts_as_a_file_does(spark, name):
    header, *rows = TABLES[name]
    columns = ", ".join(f"`{heading}` string" for heading in header)
    frame = spark.createDataFrame([tuple(cell or None for cell in r) for r in rows], columns)
    assert of_a_frame(frame) == of_a_file(TABLES[name])
