"""The command ``topgen``: verbs, printing and exit codes; the only place that catches errors and prints.

Exit codes: 0 all is well; 1 a page could not be read, or ``check`` found something stale; 2 the command could not run.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from generator import __version__, pipeline
from generator.errors import GeneratorError
from generator.explaining import explain
from generator.render import OutputFile, find_drift, show_drift
from generator.showing import STAGES, show


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and give its exit code."""
    options = _parser().parse_args(argv)
    try:
        code: int = options.run(options)
    except GeneratorError as error:
        print(f"topgen: {error}", file=sys.stderr)
        return 2
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
        epilog="Drop a page into specs/pages/ and run 'topgen build'.",
    )
    parser.add_argument("--version", action="version", version=f"topgen {__version__}")
    verbs = parser.add_subparsers(title="verbs", metavar="VERB", required=True)
    build = _verb(verbs, "build", _build, "read pages, write specs, and bring the generated package up to date")
    build.add_argument("pages", nargs="*", type=Path, metavar="PAGE", help="pages or folders (default: SPECS/pages)")
    build.add_argument(
        "--out", type=Path, default=Path("generated"), help="the generated package (default: %(default)s)"
    )
    parse = _verb(verbs, "parse", _parse, "read pages and write their specs, nothing else")
    parse.add_argument("pages", nargs="+", type=Path, metavar="PAGE", help="pages or folders of pages")
    check = _verb(verbs, "check", _check, "exit 1 and show a diff when specs or package are stale or edited by hand")
    check.add_argument(
        "--out", type=Path, default=Path("generated"), help="the generated package (default: %(default)s)"
    )
    shown = _verb(verbs, "show", _show, "print what one stage makes of a page")
    shown.add_argument("stage", choices=sorted(STAGES), help="which stage")
    shown.add_argument("page", type=Path, help="the page")
    told = _verb(verbs, "explain", _explain, "quote the words of the page behind a fact")
    told.add_argument("path", metavar="API[.FIELD]", help="e.g. taobao.paimai.auction.edit.request.param0.type")
    return parser


def _verb(verbs: Any, name: str, run: Any, text: str) -> argparse.ArgumentParser:
    verb: argparse.ArgumentParser = verbs.add_parser(name, help=text, description=text.capitalize() + ".")
    verb.set_defaults(run=run)
    verb.add_argument("--specs", type=Path, default=Path("specs"), help="the specs folder (default: %(default)s)")
    verb.add_argument("--format", choices=("text", "json"), default="text", help="for people or for machines")
    return verb


def _build(options: argparse.Namespace) -> int:
    result, changes = pipeline.build(options.pages, options.specs, options.out)
    drift = changes.drift
    package = {"written": [*drift.new, *drift.changed, *drift.edited], "removed": drift.vanished, "kept": drift.kept}
    return _report(options, result, {"package": package, "edited": drift.edited, "foreign": drift.foreign})


def _parse(options: argparse.Namespace) -> int:
    result = pipeline.read_specs(options.pages, options.specs)
    pipeline.write_specs(result, options.specs)
    return _report(options, result, {})


def _report(options: argparse.Namespace, result: pipeline.SpecsResult, more: dict[str, Any]) -> int:
    """Print what a run did; 1 when a page could not be read."""
    doubts = [(api, doubt) for page in result.pages if (api := page.api) is not None for doubt in api.doubts]
    if options.format == "json":
        _print_json(
            {
                "new": result.new,
                "changed": result.changed,
                "unchanged": result.unchanged,
                "orphaned": result.orphaned,
                "doubts": [
                    {"api": api.name, "page": api.source.page, "line": d.line, "at": d.at, "about": d.about}
                    | {"taken": d.taken, "because": d.because}
                    for api, d in doubts
                ],
                "problems": [str(problem) for problem in result.problems],
                "failed": [{"page": str(page.path), "reason": str(page.error)} for page in result.failed],
                **more,
            }
        )
        return 1 if result.failed else 0
    for name in result.new:
        print(f"new        {name}")
    for name in result.changed:
        print(f"changed    {name}")
    for name in result.orphaned:
        print(f"no page    {name}: its spec is kept; delete the spec file to drop the API")
    for api, doubt in doubts:
        at = doubt.at.removeprefix("api") or "(name)"
        print(
            f"doubt      {api.source.page}:{doubt.line} {api.name} {at}: {doubt.about} {doubt.taken}: {doubt.because}"
        )
    for problem in result.problems:
        print(f"problem    {problem}")
    for path in more.get("edited", ()):
        print(f"overwrote  {path}: it was edited by hand; corrections belong into specs/overlays/")
    for path in more.get("package", {}).get("removed", ()):
        print(f"removed    {path}")
    for page in result.failed:
        print(f"error      {page.error}", file=sys.stderr)
    counts = f"{len(result.new)} new, {len(result.changed)} changed, {len(result.unchanged)} unchanged"
    written = f"; {len(more['package']['written'])} files written to {options.out}" if more else ""
    print(
        f"{counts}, {len(doubts)} doubts, {len(result.problems)} problems, {len(result.failed)} pages failed{written}"
    )
    return 1 if result.failed else 0


def _check(options: argparse.Namespace) -> int:
    """Compare pages with specs and specs with the package; nothing is written."""
    result = pipeline.read_specs((), options.specs)
    lines = [line for file in result.files for line in _spec_diff(file, options.specs)]
    files, _ = pipeline.render(pipeline.load_specs(options.specs, result.files), options.specs, options.out)
    drift = find_drift(files, options.out)
    lines += show_drift(files, options.out, drift)
    stale = [*result.new, *result.changed, *drift.stale, *drift.kept]
    if options.format == "json":
        _print_json({"stale": stale, "diff": lines, "failed": [str(page.error) for page in result.failed]})
    else:
        print("\n".join(line.rstrip("\n") for line in lines) or "specs and package are up to date")
        for page in result.failed:
            print(f"error      {page.error}", file=sys.stderr)
    return 1 if stale or result.failed else 0


def _spec_diff(file: OutputFile, specs: Path) -> list[str]:
    drift = find_drift((file,), specs)
    return [line for line in show_drift((file,), specs, drift) if file.path in drift.stale]


def _show(options: argparse.Namespace) -> int:
    text = show(options.stage, options.page, options.specs)
    _print_json({"stage": options.stage, "text": text}) if options.format == "json" else print(text)
    return 0


def _explain(options: argparse.Namespace) -> int:
    facts = explain(options.path, options.specs)
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
