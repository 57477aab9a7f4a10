"""``correct`` and ``accept``: corrections and accepted doubts, written into the overlay of an API."""

from __future__ import annotations

from collections.abc import Callable
from difflib import unified_diff
from pathlib import Path
from typing import TYPE_CHECKING

import click

from topgen.command_help import complete_api
from topgen.terminal import print_diff
from topgen.verbs.options import specs_folder

if TYPE_CHECKING:
    from topgen.spec.model import Api

_because = click.option("--because", required=True, metavar="TEXT", help="Why, for the next reader.")
_path = click.argument("path", metavar="API[.FIELD]", shell_complete=complete_api)


@click.command(epilog="""\b
Examples:
  topgen correct taobao.time.get.response.time type datetime --because "the console shows it"
  topgen correct taobao.time.get.request.tid required true --because "calls without it fail"
  topgen correct taobao.time.get session required --because "tried"
  topgen correct taobao.time.get.response.ids parent response --because "seen in a reply"
  topgen correct taobao.time.get.response.ids python item_ids --because "the former name stays and warns"
  topgen correct taobao.time.get.request.memo add string --because "the console has it"
  topgen correct taobao.time.get.request.memo add "{type: string, required: true}" --because "the console has it"
  topgen correct taobao.memo.add describe "add a memo" --because "the console lists it, and no page does"
  topgen correct taobao.time.get.response.old remove --because "it has not come for a year"
  topgen correct taobao.time.get.errors.isv.too-late add "too late" --because "seen in a log\"""")
@_path
@click.argument("key")
@click.argument("value", default="")
@_because
@specs_folder
def correct(path: str, key: str, value: str, because: str, specs: Path) -> int:
    """Correct a fact of a page.

    KEY is a key of the field in the spec file (name changes what is sent; parent moves the field; python renames it in
    the package alone), a fact of the API such as title or session, add, remove, or describe. What the page says today
    is noted too, so that you are told when it changes. The next 'topgen build' applies it; deleting the lines undoes
    it.

    VALUE is what is true, as the spec file writes it; of a field to add its type or all of its keys; of an error code
    to add its message; of an API to describe, which no page does, its title.
    """
    from topgen.overlay import write_addition, write_correction, write_removal

    def change(text: str, file: str, api: Api, rest: str) -> str:
        if key == "remove":
            return write_removal(text, file, api, rest, because)
        if key == "add":
            return write_addition(text, file, api, rest, value, because)
        return write_correction(text, file, api, rest, key, value, because)

    if (key == "remove") is bool(value):
        raise click.UsageError("remove takes no value" if value else f"a value of {key} is missing")
    if key == "describe":
        return _describe(path, specs, value, because)
    return _write(path, specs, change)


@click.command(epilog="""\b
Example:
  topgen accept taobao.time.get.response.ids parent --because "a reply showed it\"""")
@_path
@click.argument("about")
@_because
@specs_folder
def accept(path: str, about: str, because: str, specs: Path) -> int:
    """Accept a doubt: what was taken is right.

    ABOUT is what the doubt is about, in the words of the report: parent, row, type, sample and so on.
    """
    from topgen.overlay import write_acceptance

    return _write(path, specs, lambda text, file, api, rest: write_acceptance(text, file, api, rest, about, because))


def _describe(name: str, specs: Path, title: str, because: str) -> int:
    """Write the overlay of an API that no page describes."""
    from topgen.errors import UsageError
    from topgen.overlay import write_description
    from topgen.spec.names import check_api_name, spec_path

    place = specs / spec_path(check_api_name(name, "", 0))
    if place.is_file():
        raise UsageError(f"a page describes {name}", file=str(place), hint="correct it")
    return _write_file(name, specs, lambda text, file: write_description(text, file, title, because))


def _write(path: str, specs: Path, change: Callable[[str, str, Api, str], str]) -> int:
    """Write the overlay file of an API that has a spec."""
    from topgen.spec_store import find_api

    api, rest = find_api(path, specs)
    return _write_file(api.name, specs, lambda text, file: change(text, file, api, rest))


def _write_file(name: str, specs: Path, change: Callable[[str, str], str]) -> int:
    """Write an overlay file and print what has changed in it."""
    from topgen.exclusive import FolderChange, exclusive
    from topgen.small_files import read_small_file

    path = f"overlays/{name}.yaml"
    place = specs / path
    with exclusive(specs) as held:
        text = read_small_file(place) if place.is_file() else ""
        new = change(text, str(place))
        held.commit(FolderChange(specs, [(path, new.encode())]))
    before, after = (each.splitlines(keepends=True) for each in (text, new))
    print_diff(unified_diff(before, after, str(place) if text else "/dev/null", str(place)))
    return 0
