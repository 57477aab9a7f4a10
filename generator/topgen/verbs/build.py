"""``build``, ``parse`` and ``check``: the commands that read all pages."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from topgen.command_help import complete_api
from topgen.settings import Settings
from topgen.terminal import print_diff, print_json, print_lines, print_text, print_texts, progress, reader_may_leave
from topgen.verbs.options import (
    accept_loss,
    check_format,
    cluster,
    discard_edits,
    dry_run,
    out_folder,
    quiet,
    report_format,
    specs_folder,
    verbose,
)

if TYPE_CHECKING:
    from topgen.batch.pool import Workers
    from topgen.render import Changes
    from topgen.report import RunReport
    from topgen.select import Selection
    from topgen.spec_store import ParseResult


@click.command(epilog="""\b
Examples:
  topgen build
  topgen build new/page.html --specs specs --out generated
  topgen build --only 'taobao.fenxiao.*' --only '*.edit'""")
@click.argument("pages", nargs=-1, type=click.Path(path_type=Path), metavar="[PAGE]...")
@specs_folder
@out_folder
@click.option(
    "--only",
    multiple=True,
    metavar="PATTERN",
    shell_complete=complete_api,
    help="Put only the APIs whose names match into the package; may be repeated. The package remembers it, and "
    "--only '*' takes all again.",
)
@click.option(
    "--tests/--no-tests",
    "with_tests",
    default=None,
    help="Render a test of each API's example, or none. The package remembers it; a new one has tests.",
)
@accept_loss
@discard_edits
@click.option("--allow-removal", is_flag=True, help="Let a package lose most of its APIs, whose specs are gone.")
@cluster
@dry_run
@quiet
@verbose
@report_format
@click.pass_obj
def build(
    settings: Settings,
    pages: tuple[Path, ...],
    specs: Path,
    out: Path,
    only: tuple[str, ...],
    with_tests: bool | None,
    accept_loss: tuple[str, ...],
    discard_edits: bool,
    allow_removal: bool,
    cluster: str | None,
    dry: bool,
    quiet: bool,
    verbose: bool,
    output: str,
) -> int:
    """Bring specs and package up to date with the pages.

    PAGE is a page, a saved page, a crawl, or a folder of them; without one, all below SPECS/pages are read.
    """
    from topgen import runs
    from topgen.spec_store import Allowed

    allowed = Allowed(accept_loss, edits=discard_edits, removal=allow_removal)
    with _workers(cluster, quiet=quiet) as workers, progress(shown=output == "text" and not quiet) as watch:
        result, changes, selection = runs.build(
            *(pages, specs, out, only, watch, allowed),
            with_tests=with_tests,
            dry=dry,
            settings=settings,
            workers=workers,
        )
    return _report(result, specs, _Manner(output, quiet, verbose), changes, out, selection, dry=dry)


@click.command(epilog="\b\nExample:\n  topgen parse saved.mhtml crawl.warc.gz folder/")
@click.argument("pages", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PAGE...")
@specs_folder
@accept_loss
@discard_edits
@cluster
@dry_run
@quiet
@verbose
@report_format
def parse(
    pages: tuple[Path, ...],
    specs: Path,
    accept_loss: tuple[str, ...],
    discard_edits: bool,
    cluster: str | None,
    dry: bool,
    quiet: bool,
    verbose: bool,
    output: str,
) -> int:
    """Read pages and write their specs, nothing else."""
    from topgen import runs
    from topgen.spec_store import Allowed

    allowed = Allowed(accept_loss, edits=discard_edits)
    with _workers(cluster, quiet=quiet) as workers, progress(shown=output == "text" and not quiet) as watch:
        result = runs.parse(pages, specs, watch, allowed, dry=dry, workers=workers)
    return _report(result, specs, _Manner(output, quiet, verbose), dry=dry)


@click.command(epilog="\b\nExample:\n  topgen check --out generated")
@specs_folder
@out_folder
@quiet
@verbose
@check_format
@click.pass_obj
def check(settings: Settings, specs: Path, out: Path, quiet: bool, verbose: bool, output: str) -> int:
    """Show what is stale or edited by hand in specs and package.

    Nothing is written; the exit code is 1 where there is something to show.
    """
    from topgen import runs
    from topgen.report import check_annotations, check_data, check_lines, failure_lines, fold

    with progress(shown=output == "text" and not quiet) as watch:
        found = runs.check(specs, out, watch, settings)
    with reader_may_leave():
        if output == "json":
            print_json(check_data(found))
        elif output == "github":
            print_texts(check_annotations(found))
        else:
            if not quiet:
                print_diff(found.diff)
                if not found.stale and found.result.is_whole_truth:
                    print_text("specs and package are up to date")
                print_lines(fold(check_lines(found), everything=verbose))
            print_lines(fold(failure_lines(found.result), everything=verbose), sys.stderr)
    return 1 if found.stale or not found.result.is_whole_truth else 0


@contextmanager
def _workers(address: str | None, *, quiet: bool) -> Iterator[int | Workers]:
    """Give what reads pages; of a cluster, tell at the end who did what."""
    if address is None:
        yield 0
        return
    from topgen.batch.cluster import open_cluster

    with open_cluster(address) as cluster:
        yield cluster
        if not quiet:
            done = sorted(cluster.done.items())
            print_lines([("cluster", f"{worker}: {count:,} lots of pages") for worker, count in done], sys.stderr)


class _Manner(NamedTuple):
    """How a person wants to be told."""

    output: str
    quiet: bool
    verbose: bool


def _report(
    result: ParseResult,
    specs: Path,
    manner: _Manner,
    changes: Changes | None = None,
    out: Path = Path(),
    selection: Selection | None = None,
    *,
    dry: bool = False,
) -> int:
    """Print what a run did; 1 when a page could not be read."""
    from topgen.batch.rejected import keep_rejected
    from topgen.report import RunReport, report_annotations, report_data, report_markdown

    rejected = {} if dry else keep_rejected(result.pages, specs, whole=result.whole)
    report = RunReport(result, rejected, changes, out, selection, dry)
    with reader_may_leave():
        if manner.output == "json":
            print_json(report_data(report))
        elif manner.output == "markdown":
            print_text(report_markdown(report))
        elif manner.output == "github":
            print_texts(report_annotations(report))
        else:
            _print_report(report, manner)
    return 0 if result.is_whole_truth else 1


def _print_report(report: RunReport, manner: _Manner) -> None:
    from topgen.report import error_lines, fold, report_lines, summary

    if not manner.quiet:
        print_lines(fold(report_lines(report, everything=manner.verbose), everything=manner.verbose))
    print_lines(fold(error_lines(report), everything=manner.verbose), sys.stderr)
    if not manner.quiet:
        print_text(summary(report))
