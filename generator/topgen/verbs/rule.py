"""``rule``: what an id in a report means."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import asdict
from difflib import get_close_matches
from itertools import groupby
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

from topgen.errors import UsageError
from topgen.terminal import print_json, print_text
from topgen.verbs.options import output_format

if TYPE_CHECKING:
    from topgen.rules import Rule

_WIDTH = 100


def complete_rule(context: click.Context, parameter: click.Parameter, begun: str) -> list[CompletionItem]:
    """Return the ids that begin so."""
    from topgen.rules import RULES

    return [CompletionItem(rule.id, help=rule.summary) for rule in RULES if rule.id.startswith(begun)]


@click.command(epilog="\b\nExamples:\n  topgen rule\n  topgen rule parent\n  topgen rule unread-layout")
@click.argument("name", metavar="[ID]", default="", shell_complete=complete_rule)
@output_format
def rule(name: str, output: str) -> int:
    """Explain what a report tells: a fault, a doubt or a problem.

    ID is the word in brackets, or of a doubt what it is about. Without one, all are listed.
    """
    from topgen.rules import RULES

    chosen = [each for each in RULES if name in ("", each.id)]
    if not chosen:
        near = get_close_matches(name, [each.id for each in RULES], 1)
        hint = f"did you mean {near[0]}?" if near else "'topgen rule' lists all"
        raise UsageError(f"there is no rule {name!a}", hint=hint)
    if output == "json":
        print_json([asdict(each) for each in chosen] if not name else asdict(chosen[0]))
    else:
        print_text("\n".join(_page(chosen[0]) if name else _list(chosen)))
    return 0


def _list(rules: list[Rule]) -> Iterator[str]:
    """Yield a line for each rule, those of a group together."""
    width = max(len(each.id) for each in rules) + 2
    for number, (group, members) in enumerate(groupby(rules, lambda each: each.group)):
        yield from ("",) if number else ()
        yield f"{group}s:"
        yield from (f"  {each.id:<{width}}{each.summary}" for each in members)


def _page(rule: Rule) -> Iterator[str]:
    """Yield the whole explanation of one rule."""
    yield f"{rule.id} ({rule.group})"
    for text in (f"{rule.summary}.", rule.meaning):
        yield ""
        yield from textwrap.wrap(text, _WIDTH)
    if rule.example:
        yield from ("", "Example:", *(f"    {line}" for line in rule.example.splitlines()))
    yield ""
    yield from textwrap.wrap(f"What to do: {rule.remedy}", _WIDTH)
