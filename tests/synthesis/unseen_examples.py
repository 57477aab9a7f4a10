"""Examples of pages whose layout nobody knows: calls in several languages, replies in several notations.

In:  ``SyntheticApi``, ``Choices``.
Out: lines of code, and the language that a fence would name.
Note: an example may show less than the table, or fields that the table lacks; these all begin with ``EXTRA``.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace

from synthetic_api import SyntheticApi, SyntheticField
from synthetic_java import java_lines
from synthetic_replies import json_object, json_reply, xml_lines
from unseen_choices import Choices

EXTRA = "undocumented"


def call_lines(api: SyntheticApi, choices: Choices) -> list[str]:
    """Return the call."""
    values = {field.name: field.sample for field in api.request if field.sample and not field.children}
    data = json_object(api.request, wrapped=False)
    match choices.call:
        case "java":
            return list(java_lines(api))
        case "php":
            setters = [f"$req->set{name.title().replace('_', '')}({json.dumps(v)});" for name, v in values.items()]
            session = ", $sessionKey" if api.session else ""
            return [
                "$c = new TopClient;",
                f"$req = new {api.java_class}Request;",
                *setters,
                f"$c->execute($req{session});",
            ]
        case "node":
            return f"client.execute('{api.name}', {json.dumps(values, ensure_ascii=False, indent=4)}, cb);".split("\n")
        case "curl":
            return [f"curl -d 'method={api.name}' \\", *(f"  -d '{name}={value}' \\" for name, value in values.items())]
        case "python":
            return [f"req = top.api.{api.java_class}Request()", *(f"req.{name} = {v!r}" for name, v in values.items())]
        case "json":
            return json.dumps(data, ensure_ascii=False, indent=2).split("\n")
        case "url":
            return [
                f"http://gw.api.taobao.com/router/rest?method={api.name}&"
                + "&".join(f"{k}={v}" for k, v in values.items())
            ]
    return []


def reply_lines(api: SyntheticApi, choices: Choices) -> list[str]:
    """Return the reply."""
    shown = replace(api, response=_shown(api.response, choices.reply_shows))
    match choices.reply:
        case "xml":
            return list(xml_lines(shown))
        case "xml one line":
            return ["".join(line.strip() for line in xml_lines(shown))]
        case "json":
            return json.dumps(json_reply(shown), ensure_ascii=False, indent=4).split("\n")
        case "json unwrapped":
            data = {shown.root: json_object(shown.response, wrapped=False)}
            return json.dumps(data, ensure_ascii=False, indent=2).split("\n")
        case "json without root":
            return json.dumps(json_object(shown.response, wrapped=False), ensure_ascii=False, indent=2).split("\n")
        case "php array":
            text = json.dumps(json_object(shown.response, wrapped=False), ensure_ascii=False, indent=2)
            return text.replace("{", "array(").replace("}", ")").replace('": ', '" => ').split("\n")
        case "empty":
            return [f"<{shown.root}>", f"</{shown.root}>"]
    return []


def _shown(fields: Sequence[SyntheticField], how: str) -> tuple[SyntheticField, ...]:
    if how == "less":
        return tuple(fields[::2])
    if how == "more":
        return (*fields, SyntheticField(name=f"{EXTRA}_{len(fields)}", type="String", sample="extra"))
    return tuple(reversed(fields)) if how == "other order" else tuple(fields)


LANGUAGES = {"java": "java", "php": "php", "node": "javascript", "curl": "bash", "python": "python", "json": "json"}


def fenced(lines: Sequence[str], language: str, fences: str) -> list[str]:
    """Return code between fences, or as the page prints it without."""
    if not lines or fences == "none":
        return list(lines)
    if fences == "indented":
        return [f"    {line}" for line in lines]
    fence = "~~~" if fences == "tildes" else "```"
    return [fence + (language if fences == "language" else ""), *lines, fence]
