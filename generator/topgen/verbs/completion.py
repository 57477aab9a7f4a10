"""``completion``: the script by which a shell completes the commands."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

COMPLETE = "_TOPGEN_COMPLETE"
"""The variable by which the script asks for completions."""
SHELLS = ("bash", "fish", "zsh")


@click.command(epilog="""\b
Examples:
  echo 'eval "$(topgen completion bash)"' >> ~/.bashrc
  echo 'eval "$(topgen completion zsh)"' >> ~/.zshrc
  topgen completion fish > ~/.config/fish/completions/topgen.fish""")
@click.argument("shell", type=click.Choice(SHELLS), metavar="[bash|fish|zsh]")
@click.pass_context
def completion(context: click.Context, shell: str) -> int:
    """Print the completion script of a shell."""
    kind = get_completion_class(shell)
    assert kind is not None
    print(kind(context.find_root().command, {}, "topgen", COMPLETE).source())
    return 0
