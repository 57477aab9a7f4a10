"""A JSON reader that goes on after a slip.

In:  a text.
Out: ``JsonText``; total, linear in the length of the text, and no deeper than ``MAX_DEPTH``.
A whole text takes the quick path, two patterns for each member; everything else here is for texts that are
no JSON: names without quotes, missing commas and values, stray lines, brackets that close too much or too little.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from topgen.json_text.strings import BLANK, QUOTES, Quotes, unescape
from topgen.json_text.values import JsonFault, JsonList, JsonObject, JsonScalar, JsonText, JsonValue

MAX_DEPTH = 100
"""Brackets inside each other that are followed; a field inside seven others stands in 18."""

MAX_FAULTS = 1000
"""Slips after which the rest of a text is given up."""

_MEMBER = re.compile(rf'[\s,]*+"([^"\\\n]*+(?:\\.[^"\\\n]*+)*+)"{BLANK}*+:{BLANK}*+')
_NUMBER = r"-?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?"
_PLAIN = re.compile(rf'(?:"([^"\\]*+)"|({_NUMBER}|true|false|null))(?=\s*+[,}}\]])')
_GAP = re.compile(rf"(?:{BLANK}|[,，;])++")
_SPACE = re.compile(rf"{BLANK}++")
_COMMENT = re.compile(r"//[^\n]*+|/\*(?:[^*]|\*(?!/))*+(?:\*/)?|#[^\n]*+")
_LOOSE_NAME = re.compile(
    r"""(?:"((?:[^"\\\n]|\\.)*+)"|'([^'\n]*+)'|[“”]([^“”"\n]*+)[“”"]|[‘’]([^‘’'\n]*+)[‘’']"""
    rf"""|([^\s,:;：，={{}}\[\]"'“”‘’]++))(?:{BLANK}*+(?P<colon>[:：]|=>?)|(?<=["'“”‘’])[ \t]*+(?=[{{\[])){BLANK}*+"""
)
_WORD = re.compile(r'(?:(?!\s(?://|/\*|#))[^,}\]"\n])++')
_JSON_WORD = re.compile(rf"{_NUMBER}|true|false|null|-?Infinity|NaN|undefined")
_STRAY = re.compile(r'"[^"\\\n]*+(?:\\.?[^"\\\n]*+)*+"?|[^\n,{}\[\]"]++')
_OUTLINE = re.compile(r'"(?:[^"\\]++|\\.)*+"?|[{}\[\]]', re.DOTALL)


def parse_json(text: str, first_line: int = 1) -> JsonText:
    """Read a text that begins on some line of its file; total."""
    return _Reader(text, first_line).run()


@dataclass(slots=True)
class _Frame:
    """A bracket that is still open; the outermost one stands for the text itself."""

    is_object: bool
    name: str
    line: int
    members: list[tuple[str, JsonValue]] = field(default_factory=list)

    def close(self, whole: bool) -> JsonValue:
        if self.is_object:
            return JsonObject(tuple(self.members), self.line, whole)
        return JsonList(tuple(value for _, value in self.members), self.line, whole)


class _Reader:
    """One walk from the start of a text to its end."""

    def __init__(self, text: str, first_line: int) -> None:
        self.text = text
        self.size = len(text.rstrip())
        self.at = 0
        self.quotes = Quotes(text)
        self.frames = [_Frame(True, "", first_line)]
        self.faults: list[JsonFault] = []
        self.comments: list[JsonScalar] = []
        self.cut = False
        self.line, self.line_start, self.counted = first_line, 0, 0

    def run(self) -> JsonText:
        """Read member after member, and close what the end of the text has left open."""
        while len(self.faults) <= MAX_FAULTS:
            if self.frames[-1].is_object and (match := _MEMBER.match(self.text, self.at)):
                self.at = match.end()
                self._read_value(unescape(match[1]))
            elif not self._read_other():
                break
        if self.at < self.size:
            self._skip("has too many slips to be JSON at all", self.size)
        ends = self._line_at(self.size) if self.cut or len(self.frames) > 1 else 0
        while len(self.frames) > 1:
            self._pop(whole=False)
        return JsonText(tuple(self.frames[0].members), tuple(self.faults), tuple(self.comments), ends)

    def _read_other(self) -> bool:
        """Read what is no plain member; False at the end of the text."""
        self._skip_gap()
        if self.at >= len(self.text):
            return False
        mark = self.text[self.at]
        if mark in "}]":
            self._close(mark)
        elif not self.frames[-1].is_object and _MEMBER.match(self.text, self.at):
            self._fault("has a name where a list should close")
            self._pop(whole=True)
        elif not self.frames[-1].is_object:
            self._read_value("")
        elif mark in "{[":
            if len(self.frames) > 1 or self.frames[0].members:
                self._fault("opens a value that has no name")
            self._open("", mark)
        elif match := _LOOSE_NAME.match(self.text, self.at):
            if match[1] is None or match["colon"] != ":":
                self._fault("has a name that is not written as JSON")
            self.at = match.end()
            self._read_value(unescape(next(name for name in match.groups() if name is not None)))
        else:
            self._read_stray()
        return True

    def _read_stray(self) -> None:
        """Go over words where a name is due; the last words of a text are a name that is cut."""
        match = _STRAY.match(self.text, self.at)
        end = match.end() if match else self.at + 1
        if len(self.frames) > 1 and end >= self.size:
            self._add("", JsonScalar(self.text[self.at :].strip(), self._line_at(self.at), False, cut=True))
            self.at = len(self.text)
        else:
            self._skip("has words that belong to nothing", end)

    def _read_value(self, name: str) -> None:
        """Read one value of any kind."""
        if match := _PLAIN.match(self.text, self.at):
            quoted = match[2] is None
            self._add(name, JsonScalar(match[1] if quoted else match[2], self._line_at(self.at), quoted))
            self.at = match.end()
            return
        self._skip_gap(separators=False)
        mark = self.text[self.at : self.at + 1]
        if not mark:
            self.cut = True
            self._add(name, JsonScalar("", self._line_at(self.at), False, cut=True))
        elif mark in "{[":
            self._open(name, mark)
        elif mark in QUOTES:
            self._read_quoted(name)
        elif mark in ",}]":
            self._fault("lacks a value", lost=name)
            self._add(name, JsonScalar("", self.line, False))
        else:
            self._read_word(name)

    def _read_quoted(self, name: str) -> None:
        """Read a text; without its closing mark it ends with the line, or with all the text if nothing follows."""
        line = self._line_at(self.at)
        quoted = self.quotes.read(self.at)
        cut = not quoted.closed and quoted.end >= self.size
        if cut:
            self.cut = True
        elif quoted.fault:
            self._fault(quoted.fault, lost="" if quoted.closed else self.text[self.at : quoted.end])
        text = quoted.text if quoted.closed or cut else quoted.text.rstrip(" ,\t")
        self._add(name, JsonScalar(text, line, True, cut))
        self.at = len(self.text) if cut else quoted.end

    def _read_word(self, name: str) -> None:
        """Read a number, ``true``, ``false``, ``null``, or words that lack their quotes."""
        line = self._line_at(self.at)
        match = _WORD.match(self.text, self.at)
        end = match.end() if match else self.at + 1
        word = self.text[self.at : end].strip().removesuffix("，")
        cut = end >= self.size and len(self.frames) > 1
        if not cut and not _JSON_WORD.fullmatch(word):
            self._fault("has a value without quotes")
        self._add(name, JsonScalar(word, line, False, cut))
        self.at = end

    def _open(self, name: str, mark: str) -> None:
        if len(self.frames) > MAX_DEPTH:
            self._skip_deep(name)
            return
        self.frames.append(_Frame(mark == "{", name, self._line_at(self.at)))
        self.at += 1

    def _skip_deep(self, name: str) -> None:
        """Go on behind a bracket that stands in too many others."""
        depth, end = 0, len(self.text)
        for match in _OUTLINE.finditer(self.text, self.at):
            depth += (match[0] in "{[") - (match[0] in "}]")
            if not depth:
                end = match.end()
                break
        self.cut = self.cut or depth > 0
        self._add(name, JsonScalar("", self._line_at(self.at), False))
        self._skip(f"is nested more than {MAX_DEPTH} levels deep", end)

    def _close(self, mark: str) -> None:
        """Close the innermost bracket of a kind, and what stands open inside it; leave out one that closes nothing."""
        is_object = mark == "}"
        depth = len(self.frames) - 1
        while depth and self.frames[depth].is_object is not is_object:
            depth -= 1
        if not depth:
            self._skip(f"closes with {mark} what was never opened", self.at + 1)
            return
        if depth < len(self.frames) - 1:
            self._fault(f"has {mark} where another bracket should close")
        self.at += 1
        while len(self.frames) > depth:
            self._pop(whole=True)

    def _pop(self, whole: bool) -> None:
        frame = self.frames.pop()
        self._add(frame.name, frame.close(whole))

    def _add(self, name: str, value: JsonValue) -> None:
        self.frames[-1].members.append((name, value))

    def _skip_gap(self, separators: bool = True) -> None:
        """Go over white space and comments, and over commas where no value is due."""
        while True:
            gap = _GAP.match(self.text, self.at) if separators else _SPACE.match(self.text, self.at)
            if gap:
                self.at = gap.end()
            comment = _COMMENT.match(self.text, self.at)
            if not comment:
                return
            self.comments.append(JsonScalar(comment[0], self._line_at(self.at), False))
            self.at = comment.end()

    def _skip(self, message: str, end: int) -> None:
        self._fault(message, lost=self.text[self.at : end].strip())
        self.at = end

    def _fault(self, message: str, lost: str = "") -> None:
        line = self._line_at(self.at)
        outside = len(self.frames) == 1 and bool(self.frames[0].members)
        self.faults.append(JsonFault(line, self.at - self.line_start + 1, message, lost, outside))

    def _line_at(self, position: int) -> int:
        """Count lines up to a position; positions never go back."""
        if lines := self.text.count("\n", self.counted, position):
            self.line += lines
            self.line_start = self.text.rfind("\n", self.counted, position) + 1
        self.counted = max(position, self.counted)
        return self.line
