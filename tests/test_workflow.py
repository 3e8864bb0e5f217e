"""What docs/workflow.md tells a team to use: the hooks, and the recipe run step by step."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from typing import Any

import pytest
import yaml

from engine.cli.commands import COMMANDS
from tests.pages import HOUSE

PAGE = (HOUSE / "docs" / "workflow.md").read_text("utf-8")
HOOKS = yaml.safe_load((HOUSE / ".pre-commit-hooks.yaml").read_text("utf-8"))
BLOCKS = [yaml.safe_load(text) for text in re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)]
(SETTINGS,) = (block for block in BLOCKS if "repos" in block)
(RECIPE,) = (block for block in BLOCKS if "jobs" in block)
(JOB,) = RECIPE["jobs"].values()
STEPS: dict[str, dict[str, Any]] = {
    step["name"]: step for step in JOB["steps"] if "run" in step
}

BASE = HOUSE / "docs" / "base" / "inspection"


# Before each commit


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: hook["id"])
def test_a_hook_runs_a_command_of_that_name(hook):
    assert hook["language"] == "python"
    program, command = hook["entry"].split()
    assert program == "assay"
    assert command in COMMANDS
    assert hook["id"] == f"assay-{command}"


def test_the_page_names_each_hook():
    (repo,) = SETTINGS["repos"]
    named = [hook["id"] for hook in repo["hooks"]]
    assert sorted(named) == sorted(hook["id"] for hook in HOOKS)
    assert all(f"| `{name}` |" in PAGE for name in named)


def files_of(name):
    (hook,) = (hook for hook in HOOKS if hook["id"] == name)
    return re.compile(hook["files"])


@pytest.mark.parametrize("folder", ["standards/2018-19", "standards/2019-20", "examples"])
def test_whatever_of_a_framework_is_committed_is_checked(folder):
    for path in (HOUSE / folder).rglob("*.*"):
        if path.suffix in {".yaml", ".rules"}:
            assert files_of("assay-check").search(path.relative_to(HOUSE).as_posix())


@pytest.mark.parametrize("file", ["spring/cases/a.csv", "judgements.csv", "r/inputs.csv"])
def test_whatever_of_a_round_is_committed_is_checked(file):
    assert files_of("assay-check").search(file)


@pytest.mark.parametrize("file", ["README.md", "engine/cli.py", "showcases/x.csv"])
def test_other_files_are_no_reason_to_check(file):
    assert not any(re.search(hook["files"], file) for hook in HOOKS)


# On each change


def test_no_name_of_a_branch_or_file_is_written_into_a_script():
    assert all("${{" not in step["run"] for step in STEPS.values())


def test_the_job_may_do_no_more_than_it_does():
    assert RECIPE["permissions"] == {"contents": "read", "pull-requests": "write"}


@pytest.fixture
def checkout(tmp_path):
    """A team's repository, at a change to a framework."""
    here = tmp_path / "checkout"
    shutil.copytree(BASE, here)
    git(here, "init", "-q")
    commit(here)
    return here


def git(here, *arguments):
    who = ["-c", "user.name=x", "-c", "user.email=x@example.org"]
    ran = subprocess.run(
        [str(shutil.which("git")), *who, *arguments],
        cwd=here, check=True, capture_output=True, text=True,
    )  # fmt: skip
    return ran.stdout.strip()


def commit(here):
    git(here, "add", "-A")
    git(here, "commit", "-q", "-m", "x")


def edit(here, old, new):
    file = here / "standards" / "care-1" / "framework.yaml"
    text = file.read_text("utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), "utf-8")
    commit(here)


def step(name, here):
    """A step as GitHub runs it: by bash, which stops at the first failure."""
    tools = here.parent / "tools"
    tools.mkdir(exist_ok=True)
    assay = f"exec {shlex.join([sys.executable, str(HOUSE / 'cli.py')])}"
    for tool, script in [("assay", f'{assay} "$@"'), ("gh", 'printf "%s\\n" "$@" > ../posted')]:
        (tools / tool).write_text(f"#!/bin/sh\n{script}\n")
        (tools / tool).chmod(0o755)
    environment = {
        "PATH": f"{tools}:{os.environ['PATH']}",
        "FRAMEWORK": "standards/care-1",
        "ROUND": "spring",
        "BASE": git(here, "rev-list", "--max-parents=0", "HEAD"),
        "NUMBER": "7",
        "RUNNER_TEMP": str(here.parent),
        "GITHUB_STEP_SUMMARY": str(here.parent / "summary.md"),
    }
    return subprocess.run(
        ["/bin/bash", "-e", "-c", STEPS[name]["run"]],
        cwd=here, check=False, capture_output=True, text=True, env=os.environ | environment,
    )  # fmt: skip


needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="there is no git here")


@needs_git
def test_a_mistake_annotates_its_line(checkout):
    assert step("Check", checkout).returncode == 0
    edit(checkout, "{from: 75, rating: good}", "{from: 75, to: 79, rating: bad}")
    ran = step("Check", checkout)
    assert ran.returncode == 1
    assert ran.stdout.startswith("::error file=standards/care-1/framework.yaml,line=")


@needs_git
def test_a_change_is_told_to_its_reviewers(checkout):
    edit(checkout, "{from: 75, rating: good}", "{from: 80, rating: good}")
    assert step("Prove", checkout).returncode == 0
    ran = step("What the change does", checkout)
    assert (ran.returncode, ran.stdout) == (0, ""), ran.stderr
    told = (checkout / "changes.md").read_text("utf-8")
    assert "good: from 75 -> from 80" in told
    assert "standards: 1 of 12 ratings would be others" in told
    assert told == (checkout.parent / "summary.md").read_text("utf-8")
    assert (checkout / "diff.html").read_text("utf-8").startswith("<!DOCTYPE html>")
    assert (checkout / "impact.csv").read_text("utf-8").count("\n") > 1
    assert step("Tell the reviewers", checkout).returncode == 0
    assert (checkout.parent / "posted").read_text().split() == [
        "pr", "comment", "7", "--body-file", "changes.md", "--edit-last", "--create-if-none",
    ]  # fmt: skip


@needs_git
def test_what_is_too_long_for_a_comment_is_cut(checkout):
    (checkout / "changes.md").write_text("~~~~~~text\n" + "x" * 70_000, "utf-8")
    assert step("Tell the reviewers", checkout).returncode == 0
    told = (checkout / "changes.md").read_text("utf-8")
    assert len(told) < 65_536
    assert told.endswith("\n~~~~~~\nThe rest is in the summary of the run.\n")


@needs_git
def test_a_framework_with_an_error_is_not_compared(checkout):
    edit(checkout, "{from: 75, rating: good}", "{from: 75, to: 79, rating: bad}")
    assert step("What the change does", checkout).returncode == 1
