"""What happens to a page on its way: bars, bullets and tabs are lost or become others, lines are wrapped or joined.

In:  the text of a page.
Out: another text. Every name is still there; what only blanks told may be lost.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable


def _wrapped(text: str) -> str:
    return "\n".join(part for line in text.split("\n") for part in (textwrap.wrap(line, 60) or [""]))


def _bars_lost(text: str) -> str:
    return "\n".join(line.replace("|", " ").strip() for line in text.split("\n") if not re.match(r"\|?-{3}", line))


def _joined(text: str) -> str:
    """Join each line of a table with the next one."""
    lines = text.split("\n")
    pairs = [lines[index : index + 2] for index in range(0, len(lines), 2)]
    return "\n".join(
        " ".join(pair) if all("|" in line or "\t" in line for line in pair) else "\n".join(pair) for pair in pairs
    )


def _each_line(change: Callable[[str], str]) -> Callable[[str], str]:
    return lambda text: "\n".join(map(change, text.split("\n")))


DAMAGES: dict[str, Callable[[str], str]] = {
    "none": lambda text: text,
    "full-width bars": lambda text: text.replace("|", "｜"),
    "tabs to blanks": lambda text: text.replace("\t", "    "),
    "tabs to one blank": lambda text: text.replace("\t", " "),
    "trimmed": _each_line(str.strip),
    "blank lines": lambda text: text.replace("\n", "\n\n"),
    "no blank lines": lambda text: re.sub(r"\n{2,}", "\n", text),
    "wrapped": _wrapped,
    "bullets to dashes": lambda text: text.replace("•", "-"),
    "bars to tabs": _each_line(lambda line: re.sub(r" ?\| ?", "\t", line).strip("\t")),
    "full-width letters": lambda text: text.replace(":", ":").replace("(", "(").replace(")", ")"),
    "nbsp blanks": lambda text: text.replace(" ", "\u00a0"),
    "cells cut": _each_line(lambda line: line[:60] + "…" if len(line) > 60 and ("|" in line or "\t" in line) else line),
    "bars lost": _bars_lost,
    "joined lines": _joined,
    "quoted": _each_line(lambda line: f"> {line}"),
    "first bars lost": _each_line(lambda line: line.lstrip("| ")),
    "every second cell": _each_line(lambda line: re.sub(r"\t([^\t]*)\t", r"\t\1  ", line)),
    "zero width": lambda text: text.replace("\t", "\u200b\t").replace("| ", "|\u200b "),
    "double entities": lambda text: text.replace("&", "&amp;"),
    "bold lines": _each_line(lambda line: f"**{line}**" if line and "|" not in line and len(line) < 20 else line),
    "doubled tabs": lambda text: text.replace("\t", "\t\t"),
    "lone cells": _each_line(lambda line: line.replace("\t", "\n", 1)),
    "trailing text": _each_line(lambda line: f"{line} 复制" if line else line),
    "tabs to bars": lambda text: text.replace("\t", "|"),
    "capitals": _each_line(lambda line: re.sub(r"\b(?:String|Number)\b", lambda found: found[0].upper(), line)),
    "line numbers": lambda text: "\n".join(f"{number} {line}" for number, line in enumerate(text.split("\n"), 1)),
    "soft hyphens": lambda text: text.replace("_", "_\u00ad"),
    "indented": _each_line(lambda line: f"        {line}"),
}
LOSING = frozenset({"cells cut"})
"""Damages after which samples and descriptions cannot be judged."""
