"""Corrections as text: an entry more in an overlay file, all other lines as they are.

In:  the text of an overlay file, which may be empty, the API that it corrects, and what a person says.
Out: the new text, which has been read and applied; ``GeneratorError`` where it would not do what is meant.
Deleting the lines of the entry undoes it.
"""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import msgspec

from topgen.errors import GeneratorError, OverlayFulfilledError, SpecFormatError, UsageError
from topgen.overlay.apply import apply_overlay, current_value, split_fulfilled
from topgen.overlay.file import load_overlay
from topgen.overlay.model import Spot
from topgen.overlay.parts import ERRORS
from topgen.spec.convert import nearest
from topgen.spec.model import Api, DoubtKind
from topgen.spec.yaml_read import read_yaml
from topgen.spec.yaml_write import Written, write_yaml

FIRST_LINE = "# yaml-language-server: $schema=../schema/overlay.schema.json\n"


def write_correction(text: str, file: str, api: Api, path: str, key: str, value: str, because: str) -> str:
    """Return the file with a correction of one fact; ``path`` is empty for a fact of the API as a whole."""
    if not path and key == "paging":
        key, value = "inferred", _with_paging(value, because)
    spot = Spot(path or key, file, 0)
    expected = current_value(api, spot, key if path else "")
    entry: dict[str, Written] = {"at": spot.path, **({"key": key} if path else {})}
    fault: GeneratorError | None = None
    for wanted in (_as_yaml(value), value):
        entry |= {"expect": _plain(expected), "set": wanted, "because": because}
        new = _insert(text, "changes", entry)
        try:
            _check(api, text, new, file)
            return new
        except OverlayFulfilledError as error:
            fault = fault or UsageError(error.message)
        except SpecFormatError as error:
            fault = fault or UsageError(f"{key}: {error.message}", hint=error.hint)
    assert fault is not None
    raise fault


def _with_paging(value: str, because: str) -> str:
    """Return what is inferred of an API whose pages a person states by paths alone: ``{page: request.page_no, …}``."""
    if value == "none":
        return "{}"
    parts = _as_yaml(value)
    if not isinstance(parts, dict):
        hint = "such as {page: request.page_no, items: response.items}, or none"
        raise UsageError(f"{value} are no pages", hint=hint)
    stated = {part: {"at": at, "quote": because} if isinstance(at, str) else at for part, at in _plain(parts).items()}
    return json.dumps({"paging": stated}, ensure_ascii=False)


def write_description(text: str, file: str, title: str, because: str) -> str:
    """Return the file of an API that no page describes, with what it is in a few words."""
    if text:
        raise UsageError("this API has an overlay", file=file, hint="say describes: in it")
    new = FIRST_LINE + write_yaml({"describes": {"title": title, "because": because}})
    load_overlay(new, file)
    return new


def write_addition(text: str, file: str, api: Api, path: str, value: str, because: str) -> str:
    """Return the file with a field or an error code more, at the path that it gets.

    ``value`` is the type of a field, or its keys in the spec file as YAML; of an error code it is the message.
    """
    if path.startswith(ERRORS):
        entry: dict[str, Written] = {"code": path.removeprefix(ERRORS), **({"message": value} if value else {})}
        return _checked(api, text, _insert(text, "errors", {**entry, "because": because}), file)
    parent, _, name = path.rpartition(".")
    if not parent:
        raise UsageError(f"{path or 'the API'} is no place for a field", hint="add request.NAME, or errors.CODE")
    keys = _as_yaml(value)
    facts = keys if isinstance(keys, dict) else {"type": value}
    kind = "parameter" if path.startswith("request.") else "field"
    required = {"required": False} if kind == "parameter" else {}
    new: dict[str, Written] = {"at": parent, kind: {"name": name, **required, **facts}, "because": because}
    return _checked(api, text, _insert(text, "add", new), file)


def write_removal(text: str, file: str, api: Api, path: str, because: str) -> str:
    """Return the file with a field or an error code taken out of what the page says."""
    return _checked(api, text, _insert(text, "remove", {"at": path, "because": because}), file)


def write_acceptance(text: str, file: str, api: Api, path: str, about: str, because: str) -> str:
    """Return the file with a doubt accepted: what was taken is right."""
    at = path or "api"
    kinds = [str(kind) for kind in DoubtKind]
    if about not in kinds:
        raise UsageError(f"no doubt is about {about!a}", hint=nearest(about, kinds) or f"known are {', '.join(kinds)}")
    new = _insert(text, "accept_doubts", {"at": at, "about": about, "because": because})
    return _checked(api, text, new, file)


def _checked(api: Api, text: str, new: str, file: str) -> str:
    """Return the new text, which says something that fits and that the page does not say itself."""
    try:
        _check(api, text, new, file)
    except (OverlayFulfilledError, SpecFormatError) as error:
        raise UsageError(error.message, hint="" if isinstance(error, OverlayFulfilledError) else error.hint) from None
    return new


def _check(api: Api, text: str, new: str, file: str) -> None:
    """Raise ``GeneratorError`` where a correction more does not fit, or says what the page says already."""
    overlay, told = split_fulfilled(api, load_overlay(new, file))
    is_empty = all(line.startswith("#") or not line.strip() for line in text.splitlines())
    before = [] if is_empty else [error.message for error in split_fulfilled(api, load_overlay(text, file))[1]]
    for error in told:
        if error.message not in before:
            raise error
    apply_overlay(api, overlay)


def _as_yaml(value: str) -> Any:
    """Return what a value means as YAML; the text itself where it is none."""
    try:
        return read_yaml(f"value: {value}\n", "").child("value").data()
    except SpecFormatError:
        return value


def _plain(value: Any) -> Any:
    return msgspec.to_builtins(value, builtin_types=(Decimal,))


def _insert(text: str, section: str, entry: dict[str, Written]) -> str:
    """Return the text with an entry at the end of a list, which is begun where it is not there."""
    lines = (text or FIRST_LINE).splitlines(keepends=True)
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += "\n"
    written = write_yaml({section: [entry]})
    start = next((at for at, line in enumerate(lines) if line.rstrip() in (f"{section}:", f"{section}: []")), None)
    if start is None:
        return "".join(lines) + written
    lines[start] = f"{section}:\n"
    end = start + 1
    while end < len(lines) and (lines[end][:1] in " -" or not lines[end].strip()):
        end += 1
    while not lines[end - 1].strip():
        end -= 1
    return "".join((*lines[:end], written.partition("\n")[2], *lines[end:]))
