"""``watch``: a build after each change of a page or a correction."""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path

import click

from topgen.settings import Settings
from topgen.verbs.options import out_folder, quiet, specs_folder

_WATCHED = ("pages", "overlays")
"""Folders of the specs folder that people write into."""
_MISSING = "watching files needs a library more"


@click.command(epilog="\b\nExample:\n  topgen watch --out generated")
@specs_folder
@out_folder
@quiet
@click.pass_obj
def watch(settings: Settings, specs: Path, out: Path, quiet: bool) -> int:
    """Build after each change of a page or correction.

    It ends with Ctrl-C. Of each build its errors and its last line are printed. What a build refuses is printed, too,
    and waits for the next change.
    """
    from topgen.errors import UsageError

    try:
        from watchfiles import watch as changes
    except ImportError:
        raise UsageError(_MISSING, hint="pip install 'topgen[watch]'") from None
    with suppress(KeyboardInterrupt):  # that is how a watch ends
        _build(settings, specs, out, quiet=quiet)
        folders = [specs / name for name in _WATCHED if (specs / name).is_dir()] or [specs]
        for _ in changes(*folders, step=20, debounce=400):
            _build(settings, specs, out, quiet=quiet)
    return 0


def _build(settings: Settings, specs: Path, out: Path, *, quiet: bool) -> None:
    from topgen import runs
    from topgen.batch.rejected import keep_rejected
    from topgen.errors import GeneratorError
    from topgen.report import RunReport, error_lines, fold, summary
    from topgen.terminal import print_lines, print_text

    try:
        result, changes, selection = runs.build((), specs, out, settings=settings)
    except GeneratorError as error:
        print_lines([("error", str(error))], sys.stderr)
        return
    rejected = keep_rejected(result.pages, specs, whole=True)
    report = RunReport(result, rejected, changes, out, selection)
    print_lines(fold(error_lines(report), everything=False), sys.stderr)
    if not quiet:
        print_text(summary(report))
    sys.stdout.flush()
