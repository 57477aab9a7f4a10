"""Options that several commands have, and how they print what machines read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click

from topgen.command_help import complete_api

Command = TypeVar("Command", bound=Callable[..., int])


def _folder(name: str, default: str, text: str) -> Callable[[Command], Command]:
    kind = click.Path(path_type=Path, file_okay=False)
    return click.option(name, type=kind, default=Path(default), show_default=True, metavar="FOLDER", help=text)


specs_folder = _folder("--specs", "specs", "The specs folder.")
out_folder = _folder("--out", "generated", "The generated package.")


_USES = {
    ("github",): "or beside the lines of a pull request",
    ("markdown", "github"): "for the text of a pull request, or beside its lines",
}
"""What further formats are for."""


def _format(*further: str) -> Callable[[Command], Command]:
    return click.option(
        "--format",
        "output",
        type=click.Choice(("text", "json", *further)),
        default="text",
        show_default=True,
        help="For people or for machines." if not further else f"For people, for machines, {_USES[further]}.",
    )


output_format = _format()
check_format = _format("github")
report_format = _format("markdown", "github")


def _not_both(context: click.Context, parameter: click.Parameter, value: bool) -> bool:
    if value and context.params.get("quiet"):
        raise click.UsageError("-q prints less and -v prints more: give one of them", context)
    return value


quiet = click.option("-q", "--quiet", is_flag=True, is_eager=True, help="Print errors alone.")
verbose = click.option(
    "-v",
    "--verbose",
    is_flag=True,
    callback=_not_both,
    help="Print every line, and the doubts that are known too.",
)
discard_edits = click.option("--discard-edits", is_flag=True, help="Overwrite specs that were edited by hand.")
dry_run = click.option("--dry-run", "dry", is_flag=True, help="Say what would be done, and write nothing.")
accept_loss = click.option(
    "--accept-loss",
    multiple=True,
    metavar="PATTERN",
    shell_complete=complete_api,
    help="Let go what poorer pages no longer show of the APIs that match; may be repeated.",
)


cluster = click.option(
    "--cluster",
    metavar="ADDRESS",
    help="Read pages on a Dask cluster: the address of its scheduler, or 'local' for one of this machine.",
)
