"""The request example in Python: ``req = top.api.FooRequest()``, ``req.box_id = "12"``, ``req.getResponse(key)``.

In:  an ``Example`` in the request section; one statement a line, or all on one line.
Out: ``ParsedExample``; names are spelled as they are sent. Objects are texts, mostly empty ones, or dictionaries.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from topgen.document import Example
from topgen.examples import Call, Names, ParsedExample
from topgen.examples.assignments import CLIENT_FIELDS, Assignments
from topgen.examples.statements import split_statements

_CALL = Call(Names.SENT, builds_objects=False)
_BEGINNINGS = re.compile(
    r"(?:import|from|try|except|print|if|def|return|#)\b|#|\w+\s*+=(?!=)|\w+\s*+\.\s*+\w+\s*+[=(]|\w+\s*+\[[^\]]{1,100}\]\s*+="
)
_WITHIN = re.compile(
    r"(?<=[;\s])(?=(?:\w{1,60}\s?=\s?(?:top\.api|api)\.\w|\w{1,60}\.(?!api\b|appinfo\b)\w{1,100}\s?=\s?[\"'\w\[{“‘-]"
    r"|\w{1,60}\.set_app_info\s?\(|\w{1,60}\s?=\s?\w{1,60}\.getResponse\s?\(|try\s?:|except[\s:]|print\s?\())"
)
_NEW = re.compile(r"(\w+)\s*+=\s*+((?:top\s*+\.\s*+)?(?:api\s*+\.\s*+)?)(\w+?)Request\s*+\(")
_RESPONSE = re.compile(
    r"(?:\w+\s*+=\s*+|return\s++|print\s*+\(?\s*+)?(\w+)\s*+\.\s*+getResponse\s*+\(\s*+([\w\"'.\[\]]*+)"
)
_FIELD = re.compile(r"(\w+)\s*+\.\s*+(\w+)\s*+=(?!=)(.*)", re.DOTALL)
_KEY = re.compile(r"(\w+)\s*+\[\s*+[\"'“‘]([\w.\-]+)[\"'”’]\s*+\]\s*+=(?!=)(.*)", re.DOTALL)
_APPEND = re.compile(r"(\w+)\s*+\.\s*+append\s*+\(\s*+(\w+)\s*+\)")
_ASSIGN = re.compile(r"(\w+)\s*+=(?!=)(.*)", re.DOTALL)
_FRAME = re.compile(
    r"(?:import|from|try|except|print|if|else|def|return|pass|with|for|raise|finally)\b|#|\"\"\"|'''|\w+\.set_app_info"
    r"|top\.setDefaultAppInfo|setDefaultAppInfo|[)\]}]*$"
)


def read_python(example: Example) -> ParsedExample:
    """Read the request example; total, a line that nobody understands is reported in ``broken``."""
    reading = _PythonReading()
    for cell in split_statements(example, _BEGINNINGS, _WITHIN):
        reading.take(cell.text, cell.line)
    return reading.parsed(example.lines[0].line if example.lines else 0, _CALL)


class _PythonReading(Assignments):
    """What the statements of an example have said so far."""

    def take(self, text: str, line: int) -> None:
        """Take one statement; the first form that it has decides."""
        for form, act in _FORMS:
            if match := form.match(text):
                act(self, match, line)
                return
        if not _FRAME.match(text):
            self.broken.append(line)

    def new(self, match: re.Match[str], line: int) -> None:
        """``req = top.api.FooRequest(url, port)``"""
        self.client = self.client or ("top.api" if match[2] else "")
        self.new_request(match[1], match[3], line)

    def response(self, match: re.Match[str], line: int) -> None:
        """``resp = req.getResponse(sessionkey)``, or without a session."""
        self.session = bool(match[2])

    def set_field(self, match: re.Match[str], line: int) -> None:
        """``req.box_id = "12"``, ``query['box_id'] = "12"``"""
        if match[2] in CLIENT_FIELDS:
            self.clients.add(match[1])
        if match[1] not in self.clients:
            self.hold(match[1], match[2], match[3], line, spelled=True)

    def append(self, match: re.Match[str], line: int) -> None:
        """``items.append(item)``"""
        self.add(match[1], match[2], line)

    def assign(self, match: re.Match[str], line: int) -> None:
        """``query = {'box_id': "12"}``, ``appkey = "x"``"""
        self.assign_value(match[1], match[2], line)


_FORMS: tuple[tuple[re.Pattern[str], Callable[[_PythonReading, re.Match[str], int], None]], ...] = (
    (_NEW, _PythonReading.new),
    (_RESPONSE, _PythonReading.response),
    (_FIELD, _PythonReading.set_field),
    (_KEY, _PythonReading.set_field),
    (_APPEND, _PythonReading.append),
    (_ASSIGN, _PythonReading.assign),
)
