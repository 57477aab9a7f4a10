"""``tidy``: corrections that pages have made superfluous, taken out of their overlays."""

from __future__ import annotations

import sys
from difflib import unified_diff
from pathlib import Path

import click

from topgen.terminal import print_diff, print_lines
from topgen.verbs.options import dry_run, specs_folder


@click.command(epilog="\b\nExample:\n  topgen tidy --dry-run")
@specs_folder
@dry_run
def tidy(specs: Path, dry: bool) -> int:
    """Delete the corrections that pages say themselves by now.

    A build tells of each of them. What is deleted is printed as a diff; an overlay that corrects nothing any more goes
    as a whole. An overlay that cannot be read, or whose entries share lines, stays as it is.
    """
    from topgen.errors import GeneratorError
    from topgen.exclusive import FolderChange, exclusive
    from topgen.overlay import tidy_overlay
    from topgen.small_files import read_small_file
    from topgen.spec_store import find_api

    faults, written, removed = [], [], []
    with exclusive(specs, dry=dry) as held:
        for place in sorted((specs / "overlays").glob("*.yaml")):
            path = f"overlays/{place.name}"
            try:
                api, _ = find_api(place.stem, specs)
                text = read_small_file(place)
                new = tidy_overlay(text, str(place), api)
            except GeneratorError as error:
                faults.append(("error", str(error)))
                continue
            before, after = (each.splitlines(keepends=True) for each in (text, new))
            print_diff(unified_diff(before, after, str(place), str(place) if new else "/dev/null"))
            if not new:
                removed.append(path)
            elif new != text:
                written.append((path, new.encode()))
        held.commit(FolderChange(specs, written, removed))
    print_lines(faults, sys.stderr)
    return 1 if faults else 0
