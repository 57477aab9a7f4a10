"""The headings that name an API, in the forms in which pages and copies of them write it.

In:  one line of a page.
Out: ``ApiHeading``, or None for lines that name no API or say more of it than a heading does.
Lists of contents and sentences name APIs too, so a form is only more or less likely to be a heading; its place decides.
"""

from __future__ import annotations

import re
from enum import IntEnum
from typing import NamedTuple

from topgen.vocabulary.calls import API_PREFIXES
from topgen.vocabulary.characters import BLANKS, fold

LONGEST_HEADING = 300
"""Characters of the longest line that can be one."""
_TITLE_MAX = 60
_CLOSING = " -:—–*`】]" + BLANKS
"""What may stand between a name and its title."""
_DIGITS = "0-9一二三四五六七八九十百"
_NUMBERING = (
    rf"(?:[0-9]{{1,3}}(?:\.[0-9]{{1,3}}){{0,3}} *[.、):]? *|[一二三四五六七八九十百]{{1,4}} *[、.:] *"
    rf"|\([{_DIGITS}]{{1,4}}\) *|第[{_DIGITS}]{{1,4}}[章节条] *|[①-⑳] *)"
)
_LABEL = r"(?:(?:API|接口)(?:名称|名)? *: *)"
_NAME = r"[A-Za-z][A-Za-z0-9_\-]{0,60}(?:\.[A-Za-z0-9_\-]{1,100}){2,9}"
_FORM = re.compile(rf"([ >/#*+=\-\[({{【<`]{{0,20}}){_NUMBERING}?{_LABEL}?[\[【`*]{{0,4}}({_NAME})(.*)", re.DOTALL)
_NUMBER = re.compile(rf"\A{_NUMBERING}")
_INSIDE = re.compile(rf"(?<![A-Za-z0-9_.\-/])({_NAME})(?![A-Za-z0-9_\-/])")
_LINK = re.compile(r"\]\([^)]{0,300}\)|\]\[[^\]]{0,99}\]")
_SENTENCE = re.compile(r"[,。;、!?=\"'{}<>|\\]|\. ")
_NO_APIS = frozenset({"isv", "isp", "com", "org", "java", "net", "www", "http", "https"})
"""First parts of dotted words that are error codes, classes and addresses."""


class Form(IntEnum):
    """How much a line looks like the heading of a page; a greater one looks more like it."""

    LISTED = 0
    """An entry of a list, or a link."""
    ALONE = 1
    """The name alone, or with words behind it."""
    TITLED = 2
    """The name with a title in brackets."""
    HEADED = 3
    """The heading of a section in Markdown."""


class ApiHeading(NamedTuple):
    """A line that names an API."""

    name: str
    form: Form


def read_api_heading(line: str) -> ApiHeading | None:
    """Return the API that a line names, if it can be the heading of its page."""
    if len(line) > LONGEST_HEADING or "." not in line:
        return None
    text = fold(line.strip(BLANKS)).replace("\\", "")
    match = _FORM.match(text)
    if match is None:
        return _read_titled(text) if text.startswith("#") else None
    frame, name, rest = match.groups()
    links = "](" in rest or "][" in rest
    form = _form(_LINK.sub("", rest).rstrip("*`】]# " + BLANKS))
    if form is None:
        return _read_titled(text) if text.startswith("#") else None
    if "#" in frame:
        form = Form.HEADED
    elif links or frame.strip() in {"-", "*", "+"}:
        form = Form.LISTED
    return ApiHeading(name, form) if is_api_name(name, form) else None


def is_api_name(name: str, form: Form) -> bool:
    """Return whether a dotted word is the name of an API; only a clear form speaks for an unknown first part."""
    first = name.partition(".")[0].lower()
    return first in API_PREFIXES or ".aliyuncs.com." in name or (form >= Form.TITLED and first not in _NO_APIS)


def _form(rest: str) -> Form | None:
    """Tell the form by what stands behind the name; None for what stands behind no heading's name."""
    if not rest:
        return Form.ALONE
    bare = rest.lstrip(_CLOSING)
    if not bare:
        return Form.ALONE
    if bare[0] in "([":
        return Form.TITLED if rest[-1] in ")]" or not _SENTENCE.search(rest) else None
    if bare is rest:
        return None
    return Form.ALONE if len(bare) <= _TITLE_MAX and not _SENTENCE.search(bare) else None


def _read_titled(text: str) -> ApiHeading | None:
    """Read a Markdown heading that has the title before the name."""
    text = _NUMBER.sub("", text.lstrip("# "), count=1)
    names = [name for name in _INSIDE.findall(text) if is_api_name(name, Form.ALONE)]
    return ApiHeading(names[0], Form.HEADED) if len(set(names)) == 1 and not _SENTENCE.search(text) else None


def bare_name(text: str) -> str:
    """Return a name as roots and classes have it too, for comparing: small letters and digits, prefixes taken off."""
    bare = "".join(letter for letter in text.lower() if letter.isalnum())
    return bare.removeprefix("qimen").removeprefix("taobao")
