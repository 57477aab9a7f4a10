"""The command line: commands, exit codes, and errors as one line; with ``terminal``, the only place that prints.

Exit codes: 0 all is well; 1 a page could not be read, or ``check`` found something stale; 2 the command could not run;
130 it was interrupted. Pages of a crawl that resemble no API page are set aside and change no exit code, but a crawl
without any API page is a file that could not be read.

Each command imports what it needs, for help and completion need not wait for what reads and renders.
"""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
from click.shell_completion import get_completion_class, shell_complete

from topgen import __version__
from topgen.command_help import Commands, complete_api, explain_usage
from topgen.errors import GeneratorError
from topgen.hidden_characters import reveal, visible
from topgen.terminal import has_colours, print_diff, print_lines, progress

if TYPE_CHECKING:
    from topgen.render import Changes
    from topgen.select import Selection
    from topgen.spec_store import ParseResult

STAGES = ("document", "examples", "tree", "coverage", "spec", "problems", "client")
_SHELLS = ("bash", "fish", "zsh")
_COMPLETE = "_TOPGEN_COMPLETE"
Command = TypeVar("Command", bound=Callable[..., int])


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # Neither a file name that is no text nor a narrow code page may end a run.
            stream.reconfigure(errors="backslashreplace")
    arguments = list(sys.argv[1:] if argv is None else argv)
    if _COMPLETE in os.environ:
        return shell_complete(topgen, {}, "topgen", _COMPLETE, os.environ[_COMPLETE])
    try:
        code = _run([*arguments] or ["--help"])
        sys.stdout.flush()
    except click.UsageError as error:
        return _fail(explain_usage(error, topgen, arguments))
    except GeneratorError as error:
        return _fail(str(error))
    except KeyboardInterrupt:
        print("topgen: interrupted", file=sys.stderr)
        return 130
    except BrokenPipeError:
        # Whoever read our output went away, as `| head` does; a second complaint at exit would only confuse.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        return _fail(": ".join(filter(None, (str(error.filename or ""), error.strerror or str(error)))))
    return code if arguments else 2


def _run(arguments: list[str]) -> int:
    try:
        with topgen.make_context("topgen", arguments) as context:
            code: int = topgen.invoke(context)
            return code
    except click.exceptions.Exit as done:
        return done.exit_code


def _fail(message: str) -> int:
    print(f"topgen: {reveal(message)}", file=sys.stderr)
    return 2


def _folder(name: str, default: str, text: str) -> Callable[[Command], Command]:
    kind = click.Path(path_type=Path, file_okay=False)
    return click.option(name, type=kind, default=Path(default), show_default=True, metavar="FOLDER", help=text)


_specs = _folder("--specs", "specs", "The specs folder.")
_out = _folder("--out", "generated", "The generated package.")
_format = click.option(
    "--format",
    "output",
    type=click.Choice(("text", "json")),
    default="text",
    show_default=True,
    help="For people or for machines.",
)


@click.group(
    "topgen",
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="""\b
Examples:
  topgen build                              all pages below specs/pages
  topgen build --only 'taobao.fenxiao.*'    a package of some APIs
  topgen show tree specs/pages/page.txt     what is read from a page
  topgen explain taobao.time.get.response.time

\b
Exit codes:
  0    all is well
  1    a page could not be read, or check found something stale
  2    the command could not run
  130  it was interrupted""",
)
@click.version_option(__version__, prog_name="topgen", message="%(prog)s %(version)s")
def topgen() -> None:
    """Read documentation pages of the Taobao Open Platform and generate a typed Python client.

    Drop a page into specs/pages/ and run 'topgen build'. A page is text, HTML, the site's JSON document, a saved page
    (MHTML), or one of a crawl (WARC); a text or JSON file may hold many. In a crawl, pages that resemble
    no API page are counted and set aside without failing.
    """


@topgen.command(epilog="""\b
Examples:
  topgen build
  topgen build new/page.html --specs specs --out generated
  topgen build --only 'taobao.fenxiao.*' --only '*.edit'""")
@click.argument("pages", nargs=-1, type=click.Path(path_type=Path), metavar="[PAGE]...")
@_specs
@_out
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
@_format
def build(
    pages: tuple[Path, ...], specs: Path, out: Path, only: tuple[str, ...], with_tests: bool | None, output: str
) -> int:
    """Bring specs and package up to date with the pages.

    PAGE is a page, a saved page, a crawl, or a folder of them; without one, all below SPECS/pages are read.
    """
    from topgen import pipeline

    with progress(shown=output == "text") as watch:
        result, changes, selection = pipeline.build(pages, specs, out, only, watch, with_tests=with_tests)
    return _report(result, specs, output, changes, out, selection)


@topgen.command(epilog="\b\nExample:\n  topgen parse saved.mhtml crawl.warc.gz folder/")
@click.argument("pages", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PAGE...")
@_specs
@_format
def parse(pages: tuple[Path, ...], specs: Path, output: str) -> int:
    """Read pages and write their specs, nothing else."""
    from topgen import pipeline

    with progress(shown=output == "text") as watch:
        result = pipeline.parse(pages, specs, watch)
    return _report(result, specs, output)


@topgen.command(epilog="\b\nExample:\n  topgen check --out generated")
@_specs
@_out
@_format
def check(specs: Path, out: Path, output: str) -> int:
    """Show what is stale or edited by hand in specs and package.

    Nothing is written; the exit code is 1 where there is something to show.
    """
    from topgen import pipeline
    from topgen.report import check_data, check_lines, failure_lines

    with progress(shown=output == "text") as watch:
        found = pipeline.check(specs, out, watch)
    if output == "json":
        _print_json(check_data(found))
    else:
        print_diff(found.diff)
        if not found.stale:
            print("specs and package are up to date")
        print_lines(check_lines(found))
        print_lines(failure_lines(found.result), sys.stderr)
    return 1 if found.stale or found.result.failed else 0


@topgen.command(epilog="""\b
Examples:
  topgen show tree specs/pages/page.txt
  topgen show coverage 'crawl.warc#https://open.taobao.com/api.htm?docId=1'
  topgen show spec 'all.md#taobao.time.get'""")
@click.argument("stage", type=click.Choice(STAGES), metavar="STAGE")
@click.argument("page", type=click.Path())
@_specs
@_format
def show(stage: str, page: str, specs: Path, output: str) -> int:
    """Print what one stage makes of a page.

    STAGE is, in the order of the work, document (what stands where), examples (what they show), tree (fields and their
    nesting), coverage (which words were used), spec, problems, or client (the Python module).
    """
    from topgen.show import show, show_data

    if output == "json":
        _print_json({"stage": stage, **show_data(stage, page, specs)})
    elif stage == "coverage":
        print(show(stage, page, specs, colour=has_colours(sys.stdout)))
    else:
        print("\n".join(map(reveal, show(stage, page, specs).split("\n"))))
    return 0


@topgen.command(epilog="\b\nExample:\n  topgen explain taobao.paimai.auction.edit.request.param0.type")
@click.argument("path", metavar="API[.FIELD]", shell_complete=complete_api)
@click.option("--page", metavar="FILE", help="The page, when it is not below the specs folder.")
@_specs
@_format
def explain(path: str, page: str | None, specs: Path, output: str) -> int:
    """Quote the words of the page behind a fact."""
    from topgen.explain import explain

    facts = explain(path, specs, page)
    if output == "json":
        _print_json([{"fact": fact.fact, "value": fact.value, "quotes": fact.quotes} for fact in facts])
        return 0
    for fact in facts:
        print(visible(f"{fact.fact}: {fact.value}"))
        for place, quote in fact.quotes:
            print(f"    {visible(place)}: {visible(quote)}")
    return 0


@topgen.command(epilog="""\b
Examples:
  echo 'eval "$(topgen completion bash)"' >> ~/.bashrc
  echo 'eval "$(topgen completion zsh)"' >> ~/.zshrc
  topgen completion fish > ~/.config/fish/completions/topgen.fish""")
@click.argument("shell", type=click.Choice(_SHELLS), metavar="[bash|fish|zsh]")
def completion(shell: str) -> int:
    """Print the completion script of a shell."""
    kind = get_completion_class(shell)
    assert kind is not None
    print(kind(topgen, {}, "topgen", _COMPLETE).source())
    return 0


def _report(
    result: ParseResult,
    specs: Path,
    output: str,
    changes: Changes | None = None,
    out: Path = Path(),
    selection: Selection | None = None,
) -> int:
    """Print what a run did; 1 when a page could not be read."""
    from topgen.batch.rejected import keep_rejected
    from topgen.report import RunReport, error_lines, report_data, report_lines, summary

    rejected = keep_rejected(result.pages, specs, whole=result.whole)
    report = RunReport(result, rejected, changes, out, selection)
    if output == "json":
        _print_json(report_data(report))
    else:
        print_lines(report_lines(report))
        print_lines(error_lines(report), sys.stderr)
        print(summary(report))
    return 1 if result.failed else 0


def _print_json(value: Any) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    sys.exit(main())
