from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import click
import pytest

from engine.cli import program
from engine.cli.commands import COMMANDS
from engine.version import VERSION

HOUSE = Path(__file__).resolve().parents[2]


def started(*arguments, **more):
    """The program in a process of its own."""
    command = [sys.executable, str(HOUSE / "cli.py"), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, **more)


def test_help_lists_every_command_with_its_help(assay):
    ran = assay("--help")
    assert ran.status == 0
    for name, (_, about) in COMMANDS.items():
        assert f"  {name}" in ran.out
        assert about in ran.out
    assert max(map(len, ran.out.splitlines())) <= 80


@pytest.mark.parametrize("name", COMMANDS)
def test_the_list_agrees_with_the_commands_own_help(name):
    _, about = COMMANDS[name]
    command = program.assay.get_command(click.Context(program.assay), name)
    assert command is not None
    assert (command.help or "").partition("\n")[0] == about


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_that_fits_a_terminal(assay, name):
    ran = assay(name, "--help")
    assert ran.status == 0
    assert max(map(len, ran.out.splitlines())) <= 80


def test_help_loads_no_command():
    script = (
        "import sys; from engine.cli.program import run; run(['--help']);"
        "print(*(m for m in sys.modules if m.startswith('engine')), file=sys.stderr)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script], cwd=HOUSE, capture_output=True, text=True, check=True
    )
    assert set(ran.stderr.split()) == {
        "engine",
        "engine.cli",
        "engine.cli.commands",
        "engine.cli.program",
        "engine.version",
    }


def test_the_version(assay):
    assert assay("--version").out == f"assay {VERSION}\n"


def test_a_mistyped_command_gets_a_suggestion(assay):
    ran = assay("chek")
    assert ran.status == 2
    assert "Did you mean 'check'?" in ran.err
    assert ran.out == ""


@pytest.mark.parametrize(
    "arguments",
    [["rate"], ["rate", "nowhere"], ["rate", ".", "--format", "pdf"], ["check", "--wrong"]],
)
def test_wrong_usage_has_status_2(assay, arguments):
    ran = assay(*arguments)
    assert ran.status == 2
    assert ran.err.startswith("Usage: assay ")


def fails_with(monkeypatch, error):
    @click.command()
    def broken():
        raise error

    monkeypatch.setattr(program.Commands, "get_command", lambda *_: broken)


def test_an_interruption_is_silent(assay, monkeypatch):
    fails_with(monkeypatch, KeyboardInterrupt())
    ran = assay("check")
    assert (ran.status, ran.out, ran.err.strip()) == (130, "", "")


def test_a_full_disk_is_a_sentence(assay, monkeypatch):
    fails_with(monkeypatch, OSError(28, "No space left on device", "ratings.csv"))
    ran = assay("check")
    assert (ran.status, ran.err) == (1, "error: ratings.csv: no space left on device\n")


def test_a_mistake_of_ours_is_not_hidden(monkeypatch, assay):
    fails_with(monkeypatch, ZeroDivisionError())
    with pytest.raises(ZeroDivisionError):
        assay("check")


def test_a_reader_that_stops_reading_is_no_error(here):
    command = f"{sys.executable} {HOUSE / 'cli.py'} rate made-up --format csv"
    reader, writer = os.pipe()
    os.close(reader)
    ran = subprocess.run(
        command.split(), cwd=here, stdout=writer, stderr=subprocess.PIPE, check=False
    )
    os.close(writer)
    assert b"Traceback" not in ran.stderr
    assert b"BrokenPipe" not in ran.stderr


@pytest.mark.parametrize("closed", [">&-", "2>&-"])
def test_a_closed_stream_is_no_error(here, closed):
    command = f"{sys.executable} {HOUSE / 'cli.py'} rate made-up {closed}"
    ran = subprocess.run(command, shell=True, cwd=here, capture_output=True, check=False)  # noqa: S602
    assert ran.returncode == 0
    assert b"Traceback" not in ran.stderr


def test_a_terminal_that_knows_only_ascii_still_gets_the_table(here):
    ran = started("rate", "made-up", cwd=here, env=os.environ | {"PYTHONIOENCODING": "ascii"})
    assert ran.returncode == 0
    assert "Overall" in ran.stdout


def test_the_program_leaves_with_the_commands_status(monkeypatch, capsys):
    monkeypatch.setattr("sys.argv", ["assay", "nonsense"])
    with pytest.raises(SystemExit) as left:
        program.main()
    assert left.value.code == 2
    assert "nonsense" in capsys.readouterr().err


# Completion


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_gets_its_script(assay, shell):
    ran = assay("completion", shell)
    assert ran.status == 0
    assert "_ASSAY_COMPLETE" in ran.out


def test_completing_offers_commands_and_options():
    context = click.Context(program.assay)
    offered = program.assay.shell_complete(context, "e")
    assert [(item.value, item.help) for item in offered] == [
        ("explain", COMMANDS["explain"][1])
    ]
    assert "--version" in [i.value for i in program.assay.shell_complete(context, "--v")]
    assert program.assay.list_commands(context) == list(COMMANDS)


def test_completing_a_command_offers_its_help():
    environment = os.environ | {
        "_ASSAY_COMPLETE": "zsh_complete",
        "COMP_WORDS": "assay e",
        "COMP_CWORD": "1",
    }
    script = "from engine.cli.program import main; main()"
    ran = subprocess.run(
        [sys.executable, "-c", script],
        cwd=HOUSE,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout.split("\n")[:3] == ["plain", "explain", COMMANDS["explain"][1]]
