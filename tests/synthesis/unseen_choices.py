"""The choices that make a layout: each independent of the others, so that layouts arise that nobody has thought of.

In:  a source of chance.
Out: ``Choices``. For each question the first answers are those of pages that readers know.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from random import Random

KNOWN_SHAPES = ("markdown", "tabs", "html", "trailing bars", "dash list", "bullets")
OPTIONS: dict[str, tuple[str, ...]] = {
    "shape": (
        *("inner bars", "full-width bars", "padded", "two blanks", "semicolons", "commas", "hyphens", "colons"),
        *(
            "box",
            "box closed",
            "cell lines",
            "cell lines dashed",
            "labelled lines",
            "labelled bullets",
            "name then cells",
        ),
        *("html no head", "html lists", "html definitions", "html nested", "html divs", "html merged"),
        *("grid table", "simple table", "asciidoc", "mediawiki", "org", "yaml", "json schema", "markdown bulleted"),
        *("tabs bulleted", "name in brackets", "sentences", "one blank", "slashes", "csv quoted", *KNOWN_SHAPES),
        *(
            "column by column",
            "transposed",
            "typescript",
            "java class",
            "docstring",
            "javadoc",
            "heading each",
            "latex",
        ),
        *("confluence", "textile", "name colon", "brackets", "html row heads", "html table each", "json comments"),
        *("protobuf", "numbered list", "tilde", "arrows", "double tabs", "ideographic blanks", "cell lines indented"),
    ),
    "columns": (
        *("official", "official", "no required", "no type", "no sample", "no description", "no limit", "name last"),
        *("type first", "description second", "numbered", "since", "unknown extra", "sample last", "reversed"),
        *("names and descriptions", "names only", "required last", "chinese name"),
    ),
    "heads": ("official", "synonyms", "english", "odd", "none", "spaced", "bold", "repeated"),
    "mark": (
        *("└ ", "none", "├─ ", "└─", "-- ", "+ ", "> ", "* ", ". ", "- ", "· ", "→ ", "|- ", "|-- ", "▪ "),
        *("dots", "dots with brackets", "slashes", "arrows", "blanks", "nbsp", "ideographic", "tabs", "level column"),
        *("tree", "indented └", "index path", "entity blanks", "bold containers", "braces", "stars counted"),
        *("parent column", "separate tables", "counted -", "counted >", "counted └", "after name", "numbers", "colons"),
    ),
    "marked": ("all", "leaves", "containers"),
    "headings": (
        *("official", "synonyms", "english", "numbered", "bold", "underlined", "ranked", "none", "brackets", "odd"),
        *("colon", "traditional", "dashes around", "one only"),
    ),
    "order": ("official", "response first", "joined", "examples first", "errors first", "interleaved"),
    "fences": ("none", "language", "plain", "tildes", "indented"),
    "prefix": ("", "// ", "# ", " * ", "> ", "-- ", "; ", "    ", "\t", "12: "),
    "decoration": ("none", "code names", "bold names", "escaped", "quoted", "links", "italic types"),
    "required": (
        *("official", "是否", "yes no", "true false", "english", "ticks", "m o", "digits", "star", "in description"),
        *("必填选填", "is required", "blank for no", "bold"),
    ),
    "types": (
        *("official", "closed up", "angle list", "lower", "array of", "sized", "java", "object", "plural", "sql"),
        "trailing list",
    ),
    "call": ("java", "none", "php", "node", "curl", "python", "json", "url"),
    "reply": ("xml", "json", "none", "json unwrapped", "json without root", "php array", "empty", "xml one line"),
    "reply shows": ("all", "less", "more", "other order"),
    "cells": (
        "plain",
        "bars",
        "breaks",
        "tabs inside",
        "types inside",
        "marks inside",
        "entities",
        "names inside",
        "row inside",
    ),
    "noise": (
        *("none", "footnotes", "repeated row", "blank rows", "pages", "two tables", "group rows", "common rows"),
        *("repeated head", "menu", "continuation", "comment rows", "toc"),
        *("related", "totals", "caption", "legend"),
    ),
    "empty": ("", "-", "无", "/", "N/A", "null", "—", "空"),
    "damage": (
        *("none", "none", "none", "full-width bars", "tabs to blanks", "tabs to one blank", "trimmed", "blank lines"),
        *("no blank lines", "wrapped", "bullets to dashes", "bars to tabs", "full-width letters", "nbsp blanks"),
        *("cells cut", "bars lost", "joined lines", "quoted", "first bars lost", "every second cell", "indented"),
        *("zero width", "double entities", "bold lines", "doubled tabs", "lone cells", "trailing text", "tabs to bars"),
        *("capitals", "line numbers", "soft hyphens"),
    ),
    "cut": ("none", "none", "none", "rows"),
    "name": ("heading", "title line", "labelled", "in call only", "table"),
    "api": ("flat", "nested", "nested"),
}
STRANGENESS = (0.06, 0.12, 0.25, 0.5, 1.0)
"""How likely each question is answered otherwise than on known pages."""


@dataclass(frozen=True, slots=True)
class Choices:
    """The answers of one page."""

    shape: str
    columns: str
    heads: str
    mark: str
    marked: str
    headings: str
    order: str
    fences: str
    prefix: str
    decoration: str
    required: str
    types: str
    call: str
    reply: str
    reply_shows: str
    cells: str
    noise: str
    empty: str
    damage: str
    cut: str
    name: str
    api: str

    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Return each question with its answer."""
        return tuple(asdict(self).items())


def draw_choices(chance: Random) -> Choices:
    """Draw the answers: nearly those of a known page on some pages, all at random on others."""
    strangeness = chance.choice(STRANGENESS)
    return Choices(*(_draw(chance, field.name.replace("_", " "), strangeness) for field in fields(Choices)))


def _draw(chance: Random, question: str, strangeness: float) -> str:
    answers = OPTIONS[question]
    if question == "api" or chance.random() < strangeness:
        return chance.choice(answers)
    return chance.choice(KNOWN_SHAPES[:3]) if question == "shape" else answers[0]
