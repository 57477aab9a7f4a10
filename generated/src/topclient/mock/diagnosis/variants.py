"""What a client may have signed instead of what it sent.

In:  the texts as received, the raw body, the files. Out: ``Variant`` pairs, lazily, right ones first.
Each is one mistake that clients in production were seen to make, or that their users ask about.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from itertools import chain
from typing import TypeAlias

from topclient._runtime.encoding.signing import SIGN_METHODS
from topclient._runtime.gmt8 import from_text, to_text
from topclient.mock.diagnosis.values import rewrite_objects, rewrite_values
from topclient.mock.wire import SYSTEM_PARAMETERS, ReceivedFile

Texts: TypeAlias = Mapping[str, str]
Variant: TypeAlias = tuple[str, bytes]
"""A mistake, empty where there is none, and the message that those sign who make it."""

_NAMED = 60
"""Characters of a parameter's name that a sentence repeats."""
_SECONDS = (1, -1, 2, -2, 3, -3)


def list_variants(texts: Texts, body: bytes, files: Mapping[str, ReceivedFile]) -> Iterator[Variant]:
    """Yield the right message, the one with empty values, which is right too, then the mistakes."""
    everything = {name: value for name, value in texts.items() if name != "sign"}
    filled = {name: value for name, value in everything.items() if value}
    yield "", _message(filled) + body
    yield "", _message(everything) + body
    if body:
        yield "The raw body was not signed: it belongs behind the last value.", _message(filled)
    mistakes = (_rewritten, _arranged, _encoded, _changed, _left_out)
    for mistake, message in chain(*(list_them(filled) for list_them in mistakes), _with_files(filled, files)):
        yield mistake, message + body


def _joined(pairs: Iterable[tuple[str, str]], equals: str = "", between: str = "") -> bytes:
    return between.join([name + equals + value for name, value in pairs]).encode("utf-8", "surrogatepass")


def _message(texts: Texts) -> bytes:
    return _joined(sorted(texts.items()))


def _rewritten(texts: Texts) -> Iterator[Variant]:
    """Yield all values in another form."""
    for mistake, rewrite in (*rewrite_values(), *rewrite_objects()):
        yield mistake, _message({name: rewrite(value) for name, value in texts.items()})
    for name, value in texts.items():
        if " " in value and name not in SYSTEM_PARAMETERS:
            mistake = f"{_quoted(name)} was sent without encoding its plus sign, which arrives as a space."
            yield mistake, _message({**texts, name: value.replace(" ", "+")})


def _arranged(texts: Texts) -> Iterator[Variant]:
    """Yield the right pairs in another arrangement."""
    ordered = sorted(texts.items())
    yield "The parameters were not sorted by name before signing, but signed as they were sent.", _joined(texts.items())
    folded = sorted(ordered, key=lambda pair: pair[0].lower())
    yield "The parameters were sorted without regard to case: sort by code point, capitals first.", _joined(folded)
    yield "The parameters were sorted backwards.", _joined(reversed(ordered))
    wrong = "Names and values were joined with = and & before signing: join them with nothing between."
    yield wrong, _joined(ordered, "=", "&")
    yield "Names and values were joined with = before signing: join them with nothing between.", _joined(ordered, "=")
    yield "The pairs were joined with & before signing: join them with nothing between.", _joined(ordered, "", "&")
    yield "Only the values were signed: each name belongs before its value.", _joined(
        ("", value) for _, value in ordered
    )


def _encoded(texts: Texts) -> Iterator[Variant]:
    """Yield the right text as other bytes, where that makes a difference."""
    text = "".join(name + value for name, value in sorted(texts.items()))
    if text.isascii():
        return
    yield "The string was signed in GBK: the platform takes UTF-8 only.", text.encode("gb18030", "replace")
    yield (
        "The string was signed in a charset without Chinese, which made ? of it: encode it as UTF-8.",
        text.encode("ascii", "replace"),
    )
    twice = text.encode("utf-8", "replace").decode("latin-1").encode()
    yield "The string was encoded as UTF-8 twice before signing.", twice


def _changed(texts: Texts) -> Iterator[Variant]:
    """Yield texts with system parameters that were changed after signing."""
    for method in SIGN_METHODS:
        yield "sign_method was changed after signing.", _message({**texts, "sign_method": method})
    for seconds in _SECONDS:
        try:
            moment = from_text(texts.get("timestamp", "")) + timedelta(seconds=seconds)
        except (ValueError, OverflowError):
            return
        mistake = "The timestamp was made twice, for signing and for sending: make it once."
        yield mistake, _message({**texts, "timestamp": to_text(moment)})


def _left_out(texts: Texts) -> Iterator[Variant]:
    """Yield texts without parameters that were added after signing."""
    for name in sorted(texts, key=lambda name: (name not in SYSTEM_PARAMETERS, name)):
        mistake = f"{_quoted(name)} was not signed: it was added after signing, or left out by mistake."
        yield mistake, _message({other: value for other, value in texts.items() if other != name})
    system = {name: value for name, value in texts.items() if name in SYSTEM_PARAMETERS}
    yield "Only the system parameters were signed: the API's own belong among them.", _message(system)
    own = {name: value for name, value in texts.items() if name not in SYSTEM_PARAMETERS}
    yield "Only the API's own parameters were signed: the system parameters belong among them.", _message(own)
    plain = {name: value for name, value in texts.items() if not value.startswith("@")}
    yield "A value that starts with @ was taken for a file and not signed: it is a text.", _message(plain)


def _with_files(texts: Texts, files: Mapping[str, ReceivedFile]) -> Iterator[Variant]:
    """Yield texts with files that were signed."""
    if not files:
        return
    mistake = "The files were signed: only texts are."
    shown = {name: file.filename for name, file in files.items()}
    for signed in (shown, {name: f"@{filename}" for name, filename in shown.items()}, dict.fromkeys(files, "")):
        yield mistake, _message({**texts, **signed})
    contents = {name: file.content for name, file in files.items()}
    raw = {name: value.encode("utf-8", "surrogatepass") for name, value in texts.items()} | contents
    yield mistake, b"".join(name.encode("utf-8", "surrogatepass") + raw[name] for name in sorted(raw))


def _quoted(name: str) -> str:
    return name if len(name) <= _NAMED else name[:_NAMED] + "…"
