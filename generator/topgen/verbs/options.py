"""Options that several commands have, and how they print what machines read."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from topgen.command_help import complete_api

Command = TypeVar("Command", bound=Callable[..., int])


def _folder(name: str, default: str, text: str) -> Callable[[Command], Command]:
    kind = click.Path(path_type=Path, file_okay=False)
    return click.option(name, type=kind, default=Path(default), show_default=True, metavar="FOLDER", help=text)


specs_folder = _folder("--specs", "specs", "The specs folder.")
out_folder = _folder("--out", "generated", "The generated package.")


def _format(*further: str) -> Callable[[Command], Command]:
    return click.option(
        "--format",
        "output",
        type=click.Choice(("text", "json", *further)),
        default="text",
        show_default=True,
        help="For people or for machines." if not further else "For people, for machines, or for a pull request.",
    )


output_format = _format()
report_format = _format("markdown")
discard_edits = click.option("--discard-edits", is_flag=True, help="Overwrite specs that were edited by hand.")
dry_run = click.option("--dry-run", "dry", is_flag=True, help="Say what would be done, and write nothing.")
accept_loss = click.option(
    "--accept-loss",
    multiple=True,
    metavar="PATTERN",
    shell_complete=complete_api,
    help="Let go what poorer pages no longer show of the APIs that match; may be repeated.",
)


def print_json(value: Any) -> None:
    """Print plain data as JSON, with Chinese as it is."""
    print(json.dumps(value, ensure_ascii=False, indent=1))
