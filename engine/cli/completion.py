"""``assay completion``: the script that teaches a shell to complete commands."""

from __future__ import annotations

import click
from click.shell_completion import ShellComplete
from click.shell_completion import get_completion_class


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print the completion script of a shell.

    For bash, put this line into ~/.bashrc:

        eval "$(assay completion bash)"

    For zsh the same with zsh, in ~/.zshrc; for fish:

        assay completion fish > ~/.config/fish/completions/assay.fish
    """
    kind = get_completion_class(shell)
    assert kind is not None
    script = kind(click.Command("assay"), {}, "assay", "_ASSAY_COMPLETE")
    click.echo(ShellComplete.source(script))
