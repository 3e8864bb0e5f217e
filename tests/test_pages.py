"""Every page of the manual is true, and the harness that finds out is too."""

from __future__ import annotations

from textwrap import dedent

import pytest

from tests import pages

DOCS = pages.pages()


@pytest.mark.parametrize(
    "page", DOCS, ids=[p.relative_to(pages.HOUSE).as_posix() for p in DOCS]
)
def test_page(page, tmp_path, request):
    wrong = pages.check_page(page, tmp_path, update=request.config.getoption("--update"))
    assert not wrong, wrong


# The harness


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def page(text):
        text = dedent(text)
        wrong = pages.run_page(text, tmp_path)
        return pages.updated(text, wrong), [m.actual for m in wrong]

    return page


def test_a_page_that_is_true_stays_as_it_is(run):
    page = """\
        # A page

        ```yaml file=a/b.yaml
        one: 1
        ```

        ```console
        $ cat a/b.yaml
        one: 1
        $ cd a
        $ ls
        b.yaml
        ```
        """
    assert run(page) == (dedent(page), [])


def test_an_update_writes_what_came_out(run):
    page = """\
        ```console
        $ assay rte
        nothing
        $ ls
        ```
        """
    text, wrong = run(page)
    assert text.splitlines()[5:8] == [
        "Error: No such command 'rte'. Did you mean 'rate'?",
        "# exit status 2",
        "$ ls",
    ]
    assert len(wrong) == 1
    assert run(text) == (text, [])


def test_a_diff_edits_a_file(run):
    text, wrong = run("""\
        ```text file=f
        one
        two
        three
        ```

        ```diff file=f
         one
        -two
        +2
        ```

        ```console
        $ cat f
        one
        2
        three
        ```
        """)
    assert wrong == []
    assert "+2" in text


@pytest.mark.parametrize("old", ["x\n", "a\na\n"])
def test_a_diff_must_fit_in_one_place(old):
    with pytest.raises(pages.PageError, match="these lines stand"):
        pages.edited(old, ["-a", "+b"])


def test_a_heading_starts_in_an_empty_folder(run):
    _, wrong = run("""\
        # One

        ```text file=f
        ```

        # Two

        ```console
        $ ls
        ```
        """)
    assert wrong == []


def test_a_page_may_start_from_a_shipped_framework(run):
    _, wrong = run("""\
        <!-- using: standards/2018-19 -->

        ```console
        $ ls standards
        2018-19/
        $ cp standards/2018-19/ratings.rules mine.rules
        $ ls
        mine.rules
        standards/
        $ rm mine.rules
        ```
        """)
    assert wrong == []


@pytest.mark.parametrize(
    "page",
    [
        "<!-- using: nothing/there -->",
        "<!-- using: nothing -->",
        "```console\n$ curl x\n```",
        "```console\n$ ls",
    ],
)
def test_a_page_that_asks_for_the_impossible_is_refused(run, page):
    with pytest.raises(pages.PageError):
        run(page)


@pytest.mark.parametrize(
    ("expected", "fits"),
    [
        (["a", "b", "c"], True),
        (["a", "…", "c"], True),
        (["…"], True),
        (["a", "…", "b", "c"], True),
        (["a", "…", "b"], False),
        (["a", "b"], False),
    ],
)
def test_an_ellipsis_stands_for_any_lines(expected, fits):
    assert pages.matches(expected, ["a", "b", "c"]) is fits


def test_a_command_may_go_on_and_its_output_into_a_file(run):
    _, wrong = run("""\
        ```console
        $ assay \\
          --version > version
        $ cat version
        assay …
        ```
        """)
    assert [actual[0].startswith("assay 0.") for actual in wrong] == [True]


def test_a_file_may_be_bytes_or_a_spreadsheet_or_long(run):
    _, wrong = run("""\
        ```hex file=latin
        c3 a9 0a
        ```

        ```sheets file=two.xlsx
        [One]
        a,b
        [Two]
        c
        ```

        ```text file=long times=2
        again
        ```

        ```console
        $ cat latin
        é
        $ cat long
        again
        again
        $ ls
        latin
        long
        two.xlsx
        ```
        """)
    assert wrong == []


def test_somebody_else_may_write_meanwhile(run):
    _, wrong = run("""\
        <!-- using: inspection -->

        ```text file=spring/decisions.yaml meanwhile
        decisions: []
        ```

        ```console
        $ assay decide spring elm b1a good --by panel --reason Why
        spring/decisions.yaml: error D303: …
        ```
        """)
    assert [actual[0].partition(": this")[0] for actual in wrong] == [
        "spring/decisions.yaml: error D303"
    ]
