"""The request example in PHP: ``$req->setBoxId("12");``, objects field by field, JSON by ``json_encode``.

In:  an ``Example`` in the request section; one statement a line, or all on one line.
Out: ``ParsedExample``. Setters on the request do not keep the spelling of a name; what is set on objects and in arrays
is spelled as it is sent. The platform sets one object where a list is meant, so that objects may be lists.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from topgen.document import Example
from topgen.examples import Call, Names, ParsedExample
from topgen.examples.assignments import CLIENT_FIELDS, Assignments
from topgen.examples.statements import split_statements
from topgen.vocabulary.calls import TOP_CLIENT

_CALL = Call(Names.PROPERTIES, builds_objects=False)
_BEGINNINGS = re.compile(
    r"\$\w+\s*+(?:->|=|\[)|(?:include|require)|date_default|<\?php|\?>|(?:var_dump|print_r|echo)\b"
)
_WITHIN = re.compile(r"(?<=[;{}\s])(?=\$\w{1,100}\s{0,9}(?:->\s{0,9}\w|=\s{0,9}(?:new|\$\w{1,40}\s?->|array|\[)))")
_NEW = re.compile(r"\$(\w+)\s*+=\s*+new\s++\\?(?:\w+\\)*+(\w+)")
_SET = re.compile(r"\$(\w+)\s*+->\s*+(?:set([A-Z_]\w*+)|set_?([a-z]\w*+))\s*+\((.*)", re.DOTALL)
_PUT = re.compile(r"\$(\w+)\s*+->\s*+put\w*+\s*+\(\s*+[\"'“]([\w.\-]+)[\"'”]\s*+,(.*)", re.DOTALL)
_FIELD = re.compile(r"\$(\w+)\s*+->\s*+(\w[\w.]*+)\s*+=(?!=)(.*)", re.DOTALL)
_KEY = re.compile(r"\$(\w+)\s*+\[\s*+[\"'“‘]([\w.\-]+)[\"'”’]\s*+\]\s*+=(?!=)(.*)", re.DOTALL)
_PUSH = re.compile(r"\$(\w+)\s*+\[\s*+\d*+\s*+\]\s*+=(?!=)(.*)", re.DOTALL)
_ASSIGN = re.compile(r"\$(\w+)\s*+=(?!=)(.*)", re.DOTALL)
_EXECUTE = re.compile(
    r"(?:\$\w+\s*+=\s*+|return\s++|echo\s++|var_dump\(|print_r\()?\$[\w>\-]+?\s*+->\s*+execute\s*+\(\s*+\$\w++\s*+(,)?"
)
_FRAME = re.compile(
    r"(?:include|require|date_default|<\?php|\?>|var_dump|print_r|echo|header|use\b|//|/\*|\*|#|[{}();]*$)",
    re.IGNORECASE,
)


def read_php(example: Example) -> ParsedExample:
    """Read the request example; total, a line that nobody understands is reported in ``broken``."""
    reading = _PhpReading()
    for cell in split_statements(example, _BEGINNINGS, _WITHIN):
        reading.take(cell.text, cell.line)
    return reading.parsed(example.lines[0].line if example.lines else 0, _CALL)


class _PhpReading(Assignments):
    """What the statements of an example have said so far."""

    def take(self, text: str, line: int) -> None:
        """Take one statement; the first form that it has decides."""
        for form, act in _FORMS:
            if match := form.match(text):
                act(self, match, line)
                return
        if not _FRAME.match(text):
            self.broken.append(line)

    def execute(self, match: re.Match[str], line: int) -> None:
        """``$resp = $c->execute($req, $sessionKey)``, or without a session."""
        self.session = match[1] is not None

    def new(self, match: re.Match[str], line: int) -> None:
        """``$c = new TopClient``, ``$req = new FooRequest``, ``$query = new QueryDto``"""
        if TOP_CLIENT.fullmatch(match[2]) or match[2].endswith("Client"):
            self.clients.add(match[1])
            self.client = self.client or (match[2] if TOP_CLIENT.fullmatch(match[2]) else "")
        elif match[2].endswith("Request") and not self.title:
            self.new_request(match[1], match[2].removesuffix("Request"), line)
        else:
            self.new_object(match[1], None if match[2].lower() == "stdclass" else match[2], line, may_be_list=True)

    def set(self, match: re.Match[str], line: int) -> None:
        """``$req->setBoxId("12")``"""
        self.hold(match[1], match[2] or match[3], _argument(match[4]), line, spelled=False)

    def put(self, match: re.Match[str], line: int) -> None:
        """``$req->putOtherTextParam("box_id", "12")``"""
        self.hold(match[1], match[2], _argument(match[3]), line, spelled=True)

    def set_field(self, match: re.Match[str], line: int) -> None:
        """``$query->box_id = "12"``, ``$query['box_id'] = "12"``"""
        if match[2] in CLIENT_FIELDS:
            self.clients.add(match[1])
        if match[1] not in self.clients:
            self.hold(match[1], match[2], match[3], line, spelled=True)

    def push(self, match: re.Match[str], line: int) -> None:
        """``$list[] = $query``"""
        self.add(match[1], match[2].strip().rstrip(";").strip(), line)

    def assign(self, match: re.Match[str], line: int) -> None:
        """``$query = array('box_id' => "12")``, ``$name = "x"``"""
        self.assign_value(match[1], match[2], line)

    def refer(self, text: str) -> str | None:
        """Return the variable that an expression is."""
        return text[1:] if text[:1] == "$" and text[1:].isidentifier() else None


def _argument(text: str) -> str:
    """Return the argument of a setter without the end of the call."""
    return text.strip().rstrip(";").rstrip().removesuffix(")").strip()


_FORMS: tuple[tuple[re.Pattern[str], Callable[[_PhpReading, re.Match[str], int], None]], ...] = (
    (_EXECUTE, _PhpReading.execute),
    (_NEW, _PhpReading.new),
    (_PUT, _PhpReading.put),
    (_SET, _PhpReading.set),
    (_FIELD, _PhpReading.set_field),
    (_KEY, _PhpReading.set_field),
    (_PUSH, _PhpReading.push),
    (_ASSIGN, _PhpReading.assign),
)
