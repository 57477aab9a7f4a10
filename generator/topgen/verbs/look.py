"""``show`` and ``explain``: what is read from one page, and where the page says it."""

from __future__ import annotations

from pathlib import Path

import click

from topgen.command_help import complete_api
from topgen.hidden_characters import visible
from topgen.settings import Settings
from topgen.terminal import print_json, print_styled, print_text
from topgen.verbs.options import output_format, specs_folder

STAGES = ("document", "examples", "tree", "coverage", "spec", "problems", "client")


@click.command(epilog="""\b
Examples:
  topgen show tree specs/pages/page.txt
  topgen show spec taobao.time.get
  curl -s https://example.org/page.html | topgen show problems -
  topgen show coverage 'crawl.warc#https://open.taobao.com/api.htm?docId=1'
  topgen show spec 'all.md#taobao.time.get'""")
@click.argument("stage", type=click.Choice(STAGES), metavar="STAGE")
@click.argument("page", type=click.Path(allow_dash=True), shell_complete=complete_api)
@specs_folder
@output_format
@click.pass_obj
def show(settings: Settings, stage: str, page: str, specs: Path, output: str) -> int:
    """Print what one stage makes of a page.

    PAGE is a file, FILE#API for one of many in a file, - for standard input, or the name of an API that has a spec: its
    spec and its client are shown with their corrections, as the package takes them.

    STAGE is, in the order of the work, document (what stands where), examples (what they show), tree (fields and their
    nesting), coverage (which words were used), spec, problems, or client (the Python module).
    """
    from topgen.show import show_data, show_lines

    if output == "json":
        print_json({"stage": stage, **show_data(stage, page, specs, settings.package)})
    else:
        print_styled(show_lines(stage, page, specs, settings.package))
    return 0


@click.command(epilog="\b\nExample:\n  topgen explain taobao.paimai.auction.edit.request.param0.type")
@click.argument("path", metavar="API[.FIELD]", shell_complete=complete_api)
@click.option("--page", metavar="FILE", help="Another page than the one that the spec names; - is standard input.")
@specs_folder
@output_format
def explain(path: str, page: str | None, specs: Path, output: str) -> int:
    """Quote the words of the page behind a fact."""
    from topgen.explain import explain

    facts = explain(path, specs, page)
    if output == "json":
        print_json([{"fact": fact.fact, "value": fact.value, "quotes": fact.quotes} for fact in facts])
        return 0
    for fact in facts:
        print_text(visible(f"{fact.fact}: {fact.value}"))
        for place, quote in fact.quotes:
            print_text(f"    {visible(place)}: {visible(quote)}")
    return 0
