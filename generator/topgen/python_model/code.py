"""Text becomes Python here and nowhere else.

In:  names, values and prose as the platform wrote them, which nobody may trust.
Out: ``Code``, the only text that a template accepts: a legal identifier, a literal, a docstring, or the path in the
first comment; and ``compose``, which sets such pieces into punctuation of our own.
What cannot be seen (control characters, bidirectional marks, lone surrogates) is written as an escape; Chinese never.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from keyword import iskeyword
from pathlib import PurePosixPath
from typing import LiteralString

from topgen.errors import NameConflictError, RenderingError
from topgen.hidden_characters import reveal
from topgen.python_model.wrapping import wrap
from topgen.spec.names import spec_path
from topgen.text_width import width

LINE_LENGTH = 120
_LITERAL = re.compile(r'"[\w.:]*"')


class Code(str):
    """Text that is safe to stand in a Python file at the place that it was made for."""

    __slots__ = ()


def identifier(text: str) -> Code:
    """Return the name itself; raises ``NameConflictError`` when it is no legal identifier or a keyword."""
    if not text.isidentifier() or iskeyword(text) or unicodedata.normalize("NFKC", text) != text:
        raise NameConflictError(f"{text!a} is no Python name")
    return Code(text)


def literal(value: str | int | Decimal) -> Code:
    """Return the value as a Python expression that gives it back: ``"text"``, ``12``, ``Decimal("0.5")``."""
    if isinstance(value, str):
        return Code(_quoted(value))
    return Code(_number(value) if isinstance(value, Decimal) else repr(value))


def docstring(text: str, indent: int = 4) -> Code:
    """Return the prose as a triple-quoted string whose further lines stand at ``indent``; empty for empty prose.

    White space at the ends of lines is lost, because black takes it off; a no-break space becomes a space.
    """
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ").replace("\xa0", " ")
    paragraphs = (_escaped_prose(line.strip()) for line in plain.strip().split("\n"))
    lines = [line for each in paragraphs for line in wrap(each, LINE_LENGTH - indent - 6)]
    if not any(lines):
        return Code("")
    body = _guard_quotes("\n".join(lines)).split("\n")
    margin = "\n" + " " * indent
    joined = body[0] + "".join(margin + line if line else "\n" for line in body[1:])
    return Code(f'"""{joined}{margin if len(body) > 1 else ""}"""')


def spec_comment(api: str, *, has_page: bool = True) -> Code:
    """The path of an API's spec file, or of the overlay that stands for one, for the first comment.

    Raises:
        NameConflictError: this is no name of an API.
    """
    place = PurePosixPath(spec_path(api))
    return Code(f"specs/{place if has_page else PurePosixPath('overlays', place.name)}")


def compose(form: LiteralString, *parts: Code) -> Code:
    """Our own punctuation with the pieces at its ``{}``; a piece that is not ``Code`` raises ``RenderingError``."""
    for part in parts:
        if not isinstance(part, Code):
            raise RenderingError(f"{part!a} was to become code without being checked")
    return Code(form.format(*parts))


def dotted(path: str) -> Code:
    """Return a path of identifiers with dots between them."""
    first, *rest = map(identifier, path.split("."))
    for word in rest:
        first = compose("{}.{}", first, word)
    return first


def commas(parts: tuple[Code, ...]) -> Code:
    """Return the pieces with ``", "`` between them."""
    return compose(("{}, " * len(parts))[:-2], *parts)


def below(parts: tuple[Code, ...], indent: int) -> Code:
    """Return the pieces one below the other, each after a line break and ``indent`` blanks."""
    return compose("{}" * len(parts), *(Code(f"\n{' ' * indent}{part}") for part in parts))


def comment(form: LiteralString, *texts: str) -> Code:
    """Return a comment of one line: words of our own with the texts at their ``{}``.

    It begins with a word of our own and holds no further ``#`` or ``;``, so that no tool takes it as a directive.
    """
    line = " ".join(form.format(*texts).split())
    return Code(f"# {reveal(line).replace('#', '＃').replace(';', ',')}")


def data(text: str) -> Code:
    """Return an expression for the text's bytes in UTF-8."""
    return compose("b{}", literal(text)) if text.isascii() else compose("{}.encode()", literal(text))


def tuple_of(parts: tuple[Code, ...]) -> Code:
    """Return the pieces as a tuple."""
    return compose("({},)", *parts) if len(parts) == 1 else compose("({})", commas(parts))


def bracketed(opening: Code, inner: Code, closing: Code, indent: int) -> Code:
    """Return brackets of a statement at ``indent``, on one line where that fits, else with what they hold on its own.

    That is how black lays them out. Where it would take what they hold apart, that is left on one line, and to black.
    """
    is_wide = indent + width(opening) + width(inner) + width(closing) > LINE_LENGTH
    if is_wide and (indent + 4 + width(inner) <= LINE_LENGTH or _LITERAL.fullmatch(inner)):
        return compose("{}{}{}", opening, below((inner,), indent + 4), below((closing,), indent))
    return compose("{}{}{}", opening, inner, closing)


def broken_call(opening: LiteralString, call: Code, closing: LiteralString, indent: int) -> Code:
    """Return a call in a statement at ``indent``, laid out as ``bracketed`` does."""
    function, _, arguments = call.removesuffix(")").partition("(")
    return bracketed(compose(opening + "{}(", Code(function)), Code(arguments), compose(")" + closing), indent)


def one_a_line(parts: tuple[Code, ...], indent: int, before: int) -> Code:
    """Return a tuple, as black lays it out behind ``before`` columns of a statement at ``indent``."""
    flat = tuple_of(parts)
    if indent + before + width(flat) + 1 <= LINE_LENGTH:
        return flat
    lines = tuple(compose("{},", part) for part in parts)
    return compose("({}{}", below(lines, indent + 4), below((compose(")"),), indent))


def _quoted(text: str) -> str:
    quote = "'" if text.count('"') > text.count("'") else '"'  # the quote that black would choose
    return quote + reveal(text.replace("\\", "\\\\").replace(quote, "\\" + quote)) + quote


def _number(value: Decimal) -> str:
    short = value.is_finite() and value.adjusted() < 28
    return str(int(value)) if short and value == value.to_integral_value() else f"Decimal({_quoted(str(value))})"


def _escaped_prose(line: str) -> str:
    """Return the line for a docstring, which ``help`` prints on a terminal: it holds nothing that nobody sees."""
    return reveal(line).replace("\\", "\\\\")


def _guard_quotes(body: str) -> str:
    """No quote may end the string, nor stand where black would pad it with a blank."""
    words = body.rstrip('"')
    ending = words + "\\x22" * (len(body) - len(words))
    return re.sub(r'""+|\A"', lambda found: '\\"' * len(found[0]), ending)
