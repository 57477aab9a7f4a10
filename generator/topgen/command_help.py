"""Help for people who mistype: the nearest command, option or name, and where the command line is explained.

In:  a word of the command line, or click's error.
Out: one line, or what a shell may complete.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from pathlib import Path

import click
from click.shell_completion import CompletionItem

from topgen.hidden_characters import visible


class Commands(click.Group):
    """Commands in the order in which people need them; a word that is none of them is answered by the nearest."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args[0] not in self.commands:
            raise click.UsageError(f"there is no command {args[0]!a}{_nearest(args[0], self.commands)}", ctx)
        return super().resolve_command(ctx, args)


def explain_usage(error: click.UsageError, group: click.Group, arguments: Sequence[str]) -> str:
    """Return what is wrong with the arguments of a group of commands, and where they are explained."""
    message = error.format_message()
    if isinstance(error, click.NoSuchOption):
        options = error.ctx.command.params if error.ctx is not None else ()
        near = _nearest(error.option_name, (name for option in options for name in option.opts))
        message = f"there is no option {error.option_name}{near}"
    path = " ".join((str(group.name), *(word for word in arguments[:1] if word in group.commands)))
    return visible(f"{message[:1].lower()}{message[1:].rstrip('.')} (see {path} --help)")


def _nearest(word: str, words: Iterable[str]) -> str:
    near = get_close_matches(word, list(words), 1)
    return f"; did you mean {near[0]}?" if near else ""


def complete_api(context: click.Context, parameter: click.Parameter, begun: str) -> list[CompletionItem]:
    """Return the APIs whose names begin so."""
    specs = Path(context.params.get("specs") or "specs")
    names = (path.name.removesuffix(".yaml") for path in sorted((specs / "apis").glob("*/*.yaml")))
    return [CompletionItem(name) for name in names if name.startswith(begun)]
