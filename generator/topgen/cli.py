"""The command line: commands, exit codes, and errors as one line; with ``terminal``, the only place that prints.

Exit codes: 0 all is well; 1 a page could not be read, or ``check`` found something stale; 2 the command could not run;
130 it was interrupted. Pages of a crawl that resemble no API page are set aside and change no exit code, but a crawl
without any API page is a file that could not be read.

The commands themselves are in ``verbs``.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path

import click
from click.shell_completion import shell_complete

from topgen import __version__
from topgen.command_help import Commands, explain_usage
from topgen.errors import GeneratorError
from topgen.garbage import collect_rarely
from topgen.hidden_characters import reveal
from topgen.settings import find_settings
from topgen.verbs.build import build, check, parse
from topgen.verbs.completion import COMPLETE, completion
from topgen.verbs.correct import accept, correct
from topgen.verbs.init import init
from topgen.verbs.look import explain, show
from topgen.verbs.rule import rule
from topgen.verbs.tidy import tidy
from topgen.verbs.watch import watch


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # Neither a file name that is no text nor a narrow code page may end a run.
            stream.reconfigure(errors="backslashreplace")
    arguments = list(sys.argv[1:] if argv is None else argv)
    if COMPLETE in os.environ:
        return shell_complete(topgen, {}, "topgen", COMPLETE, os.environ[COMPLETE])
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
    collect_rarely()
    try:
        settings = find_settings(Path.cwd())
        defaults = dict.fromkeys(topgen.commands, settings.options)
        with topgen.make_context("topgen", arguments, default_map=defaults, obj=settings) as context:
            code: int = topgen.invoke(context)
            return code
    except click.exceptions.Exit as done:
        return done.exit_code


def _fail(message: str) -> int:
    print(f"topgen: {reveal(message)}", file=sys.stderr)
    return 2


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


for command in (build, watch, parse, check, show, explain, correct, accept, tidy, rule, init, completion):
    topgen.add_command(command)


if __name__ == "__main__":
    sys.exit(main())
