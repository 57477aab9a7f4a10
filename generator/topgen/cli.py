"""The command ``topgen``: verbs, printing and exit codes; the only place that catches errors and prints.

Exit codes: 0 all is well; 1 a page could not be read, or ``check`` found something stale; 2 the command could not run;
130 it was interrupted. Pages of a crawl that resemble no API page are set aside and change no exit code, but a crawl
without any API page is a file that could not be read.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from topgen import __version__, pipeline
from topgen.batch.rejected import keep_rejected
from topgen.errors import GeneratorError
from topgen.explain import explain
from topgen.progress import Progress
from topgen.render import Changes, OutputFile, find_drift, show_drift
from topgen.report import RunReport, error_lines, report_data, report_lines, selection_data, selection_lines
from topgen.select import Selection
from topgen.show import STAGES, show, show_data
from topgen.spec_store import ParseResult

_PAGES = "pages, saved pages (MHTML), crawls (WARC), or folders of them"


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and give its exit code."""
    options = _parser().parse_args(argv)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # Neither a file name that is no text nor a narrow code page may end a run.
            stream.reconfigure(errors="backslashreplace")
    try:
        code: int = options.run(options)
    except GeneratorError as error:
        print(f"topgen: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("topgen: interrupted", file=sys.stderr)
        return 130
    except BrokenPipeError:
        # Whoever read our output went away, as `| head` does; a second complaint at exit would only confuse.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        print(f"topgen: {error.filename or ''}: {error.strerror or error}", file=sys.stderr)
        return 2
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="topgen",
        description="Reads documentation pages of the Taobao Open Platform and generates a typed Python client.",
        epilog="Drop a page into specs/pages/ and run 'topgen build'. Exit codes: 0 all is well, 1 a page could not be "
        "read or check found something stale, 2 the command could not run. In a crawl, pages that resemble no API page "
        "are counted and set aside without failing.",
    )
    parser.add_argument("--version", action="version", version=f"topgen {__version__}")
    verbs = parser.add_subparsers(title="verbs", metavar="VERB", required=True)
    build = _verb(verbs, "build", _build, "read pages, write specs, and bring the generated package up to date")
    build.add_argument("pages", nargs="*", type=Path, metavar="PAGE", help=f"{_PAGES} (default: SPECS/pages)")
    build.add_argument(
        "--out", type=Path, default=Path("generated"), help="the generated package (default: %(default)s)"
    )
    build.add_argument(
        "--only",
        action="append",
        default=[],
        metavar="PATTERN",
        help="put only APIs whose names match into the package, as in --only 'taobao.fenxiao.*'; may be repeated; the "
        "package remembers it, and --only '*' takes all again",
    )
    parse = _verb(verbs, "parse", _parse, "read pages and write their specs, nothing else")
    parse.add_argument("pages", nargs="+", type=Path, metavar="PAGE", help=_PAGES)
    check = _verb(verbs, "check", _check, "exit 1 and show a diff when specs or package are stale or edited by hand")
    check.add_argument(
        "--out", type=Path, default=Path("generated"), help="the generated package (default: %(default)s)"
    )
    shown = _verb(verbs, "show", _show, "print what one stage makes of a page")
    shown.add_argument("stage", choices=sorted(STAGES), help="which stage")
    shown.add_argument("page", help="the page; a page in a crawl is CRAWL.warc#ADDRESS")
    shown = _verb(verbs, "explain", _explain, "quote the words of the page behind a fact")
    shown.add_argument("path", metavar="API[.FIELD]", help="e.g. taobao.paimai.auction.edit.request.param0.type")
    shown.add_argument("--page", metavar="FILE", help="the page, when it is not below the specs folder")
    return parser


def _verb(verbs: Any, name: str, run: Any, text: str) -> argparse.ArgumentParser:
    verb: argparse.ArgumentParser = verbs.add_parser(name, help=text, description=text.capitalize() + ".")
    verb.set_defaults(run=run)
    verb.add_argument("--specs", type=Path, default=Path("specs"), help="the specs folder (default: %(default)s)")
    verb.add_argument("--format", choices=("text", "json"), default="text", help="for people or for machines")
    return verb


def _build(options: argparse.Namespace) -> int:
    with Progress(shown=options.format == "text") as watch:
        result, changes, selection = pipeline.build(options.pages, options.specs, options.out, options.only, watch)
    return _report(options, result, changes, selection)


def _parse(options: argparse.Namespace) -> int:
    with Progress(shown=options.format == "text") as watch:
        result = pipeline.parse(options.pages, options.specs, watch)
    return _report(options, result)


def _report(
    options: argparse.Namespace,
    result: ParseResult,
    changes: Changes | None = None,
    selection: Selection | None = None,
) -> int:
    """Print what a run did; 1 when a page could not be read."""
    rejected = keep_rejected(result.pages, options.specs, whole=result.whole)
    report = RunReport(result, rejected, changes, getattr(options, "out", Path()), selection)
    if options.format == "json":
        _print_json(report_data(report))
        return 1 if result.failed else 0
    *lines, summary = report_lines(report)
    for line in lines:
        print(line)
    for line in error_lines(report):
        print(line, file=sys.stderr)
    print(summary)
    return 1 if result.failed else 0


def _check(options: argparse.Namespace) -> int:
    """Compare pages with specs and specs with the package; nothing is written."""
    with Progress(shown=options.format == "text") as watch:
        result, made = pipeline.check(options.specs, options.out, watch)
    lines = [line for file in result.files for line in _spec_diff(file, options.specs)]
    drift = find_drift(made.files, options.out, made.selection.patterns)
    lines += show_drift(made.files, options.out, drift)
    stale = [*result.new, *result.changed, *drift.stale, *drift.kept]
    if options.format == "json":
        failed = [str(page.error) for page in result.failed]
        _print_json({"stale": stale, "diff": lines, "failed": failed, "selection": selection_data(made.selection)})
    else:
        print("\n".join(line.rstrip("\n") for line in lines) or "specs and package are up to date")
        for line in selection_lines(made.selection):
            print(line)
        for page in result.failed:
            print(f"error      {page.error}", file=sys.stderr)
    return 1 if stale or result.failed else 0


def _spec_diff(file: OutputFile, specs: Path) -> list[str]:
    drift = find_drift((file,), specs)
    return [line for line in show_drift((file,), specs, drift) if file.path in drift.stale]


def _show(options: argparse.Namespace) -> int:
    if options.format == "json":
        _print_json({"stage": options.stage, **show_data(options.stage, options.page, options.specs)})
    else:
        print(show(options.stage, options.page, options.specs, colour=sys.stdout.isatty()))
    return 0


def _explain(options: argparse.Namespace) -> int:
    facts = explain(options.path, options.specs, options.page)
    if options.format == "json":
        _print_json([{"fact": fact.fact, "value": fact.value, "quotes": fact.quotes} for fact in facts])
        return 0
    for fact in facts:
        print(f"{fact.fact}: {fact.value}")
        for place, quote in fact.quotes:
            print(f"    {place}: {quote}")
    return 0


def _print_json(value: Any) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    sys.exit(main())
