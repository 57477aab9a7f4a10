"""``init``: a folder made ready for pages."""

from __future__ import annotations

from pathlib import Path

import click

from topgen.terminal import print_lines, print_text


@click.command(epilog="\b\nExample:\n  topgen init bindings")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default=Path(), metavar="[FOLDER]")
def init(folder: Path) -> int:
    """Make a folder ready for pages.

    It gets a place for them, what git should know, and a check for CI and before commits.

    Nothing that is there is overwritten; files that are lists get the lines that they lack.
    """
    from topgen.start import start_project

    print_lines((made.state, str(folder / made.path)) for made in start_project(folder))
    print_text(f"Drop pages into {folder / 'specs' / 'pages'} and run 'topgen build'.")
    return 0
