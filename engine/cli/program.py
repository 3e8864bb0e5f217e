"""The program: its commands, loaded only when run, and what happens when one fails."""

from __future__ import annotations

import gc
import os
import sys
from importlib import import_module
from keyword import iskeyword

import click
import click.shell_completion

from engine.cli.commands import COMMANDS
from engine.version import VERSION

HELP = """Inspection frameworks that run: rate every provider, explain every rating."""

EPILOG = "Start with: assay demo"


class Commands(click.Group):
    """The group of all commands; asking for its help loads none of them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names in the order of the work."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """A command by its name, loaded now."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        module, _ = COMMANDS[cmd_name]
        name = f"{cmd_name}_" if iskeyword(cmd_name) else cmd_name
        command = getattr(import_module(module), name)
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands, as help shows it."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl([(name, about) for name, (_, about) in COMMANDS.items()])

    def shell_complete(
        self, ctx: click.Context, incomplete: str
    ) -> list[click.shell_completion.CompletionItem]:
        """What a shell offers for a command half typed, without loading any."""
        items = [
            click.shell_completion.CompletionItem(name, help=about)
            for name, (_, about) in COMMANDS.items()
            if name.startswith(incomplete)
        ]
        return [*items, *click.Command.shell_complete(self, ctx, incomplete)]

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the arguments name; a mistyped one gets a suggestion."""
        try:
            return super().resolve_command(ctx, args)
        except click.NoSuchCommand as error:
            raise click.NoSuchCommand(
                error.command_name, possibilities=COMMANDS, ctx=ctx
            ) from None

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; findings that stop it are shown, and are its status."""
        try:
            return super().invoke(ctx)
        except Exception as error:
            if not _complain(error):
                raise
            return 1


@click.group(
    cls=Commands,
    help=HELP,
    epilog=EPILOG,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80},
)
@click.version_option(VERSION, prog_name="assay", message="%(prog)s %(version)s")
def assay() -> None:
    """Every command of Assay."""


def main() -> None:
    """Run the command that the arguments name, and leave with its status."""
    # A command keeps nearly all that it makes: to look for garbage often takes a twentieth
    # of its time.
    gc.set_threshold(100_000)
    _open()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    status = run(sys.argv[1:])
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        _hush()
    sys.exit(status)


def run(arguments: list[str]) -> int:
    """Run a command; whatever goes wrong becomes a sentence and a status."""
    try:
        status = assay.main(arguments, prog_name="assay", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        return 130
    except BrokenPipeError:
        _hush()
        return 1
    except OSError as error:
        _say(error)
        return 1
    return status if isinstance(status, int) else 0


def _say(error: OSError) -> None:
    """One sentence for a file that cannot be read or written, or a full disk."""
    reason = (error.strerror or str(error)).lower()
    place = "" if error.filename is None else f"{os.fspath(error.filename)}: "
    click.echo(f"error: {place}{reason}", err=True)


def _complain(error: Exception) -> bool:
    """Show the findings that an error carries, if it does."""
    from engine.cli.output import complain
    from engine.diagnostics import Invalid

    if not isinstance(error, Invalid):
        return False
    complain(error.findings)
    return True


def _open() -> None:
    """Give words somewhere to go where a stream was closed before the program began."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            nowhere = os.open(os.devnull, os.O_WRONLY)
            setattr(sys, name, os.fdopen(nowhere, "w", encoding="utf-8"))


def _hush() -> None:
    """Keep Python from complaining at its end that nobody reads any more."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
