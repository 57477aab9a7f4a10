"""Taking out of an overlay file what its page says itself by now, all other lines as they are.

In:  the text of an overlay file, and the API that it corrects.
Out: the new text, empty where nothing is left to correct; ``UsageError`` where the entries cannot be told apart.
"""

from __future__ import annotations

from topgen.errors import UsageError
from topgen.overlay.apply import split_fulfilled
from topgen.overlay.file import load_overlay
from topgen.overlay.model import Overlay
from topgen.spec.model import Api
from topgen.spec.yaml_read import read_yaml

_SECTIONS = ("changes", "add", "remove", "errors", "accept_doubts")


def tidy_overlay(text: str, file: str, api: Api) -> str:
    """Return the file without the corrections that the page fulfils."""
    overlay = load_overlay(text, file)
    left, told = split_fulfilled(api, overlay)
    if not told:
        return text
    lines = text.splitlines(keepends=True)
    page = overlay.describes.at.line if overlay.describes is not None else 0
    begins = {error.line - 1 if error.line == page else _begin(lines, error.line - 1) for error in told}
    for line in sorted(begins, reverse=True):
        del lines[line : _end(lines, line)]
    new = _without_empty_lists("".join(lines)) if _count(overlay) > len(told) else ""
    if new and _names(load_overlay(new, file)) != _names(left):
        raise UsageError("its entries share lines", file=file, hint="delete what is no longer needed by hand")
    return new


def _begin(lines: list[str], at: int) -> int:
    """Return the line on which the entry around a line begins."""
    while at and not lines[at].lstrip().startswith("-"):
        at -= 1
    return at


def _end(lines: list[str], begin: int) -> int:
    """Return the line behind an entry, which goes on in lines that stand further in."""
    indent = len(lines[begin]) - len(lines[begin].lstrip())
    end = begin + 1
    while end < len(lines) and len(lines[end]) - len(lines[end].lstrip()) > indent:
        end += 1
    return end


def _without_empty_lists(text: str) -> str:
    """Return the file without sections that have lost their last entry."""
    root = read_yaml(text, "")
    empty = {key for key in _SECTIONS if isinstance(root.value, dict) and key in root.value and not root.items(key)}
    kept = (line for line in text.splitlines(keepends=True) if line.split(":")[0].strip() not in empty)
    return "".join(kept)


def _count(overlay: Overlay) -> int:
    """Return how many corrections an overlay holds."""
    parts = (overlay.changes, overlay.additions, overlay.removals, overlay.errors, overlay.accept_doubts)
    return sum(map(len, parts)) + (overlay.describes is not None)


def _names(overlay: Overlay) -> list[str]:
    """Return what an overlay corrects, without the lines."""
    parts = (overlay.additions, overlay.removals, overlay.errors, overlay.accept_doubts)
    return [*map(str, overlay.changes), *(each.at.path for part in parts for each in part)]
