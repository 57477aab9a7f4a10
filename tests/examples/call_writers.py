"""One request written in every language that calls are read in, as the platform and people print it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple
from urllib.parse import quote_plus

from topgen.document import Notation

Parameters = Sequence[tuple[str, str]]


class Language(NamedTuple):
    """A language, and how a call is written in it."""

    notation: Notation
    write: Callable[[Parameters], list[str]]
    spells_names: bool


def camel(name: str) -> str:
    return "".join(part[:1].upper() + part[1:] for part in name.split("_"))


def _escaped(text: str, quote: str) -> str:
    return quote + text.replace("\\", "\\\\").replace(quote, "\\" + quote) + quote


def write_node(parameters: Parameters) -> list[str]:
    pairs = [f"\t'{name}':{_escaped(text, chr(39))}" for name, text in parameters]
    return [
        "TopClient = require('./topClient').TopClient;",
        "var client = new TopClient({",
        "\t'appkey': 'appkey',",
        "\t'appsecret': 'secret',",
        "\t'REST_URL': 'http://gw.api.taobao.com/router/rest'",
        "});",
        "client.execute('taobao.kite.lane.get', {",
        *[f"{pair}," for pair in pairs[:-1]],
        *pairs[-1:],
        "}, function(error, response) {",
        "\tif (!error) console.log(response);",
        "\telse console.log(error);",
        "})",
    ]


def write_php(parameters: Parameters) -> list[str]:
    return [
        "$c = new TopClient;",
        "$c->appkey = $appkey;",
        "$c->secretKey = $secret;",
        "$req = new KiteLaneGetRequest;",
        *[f"$req->set{camel(name)}({_escaped(text, chr(34))});" for name, text in parameters],
        "$resp = $c->execute($req, $sessionKey);",
    ]


def write_python(parameters: Parameters) -> list[str]:
    return [
        "# -*- coding: utf-8 -*-",
        "import top.api",
        "req=top.api.KiteLaneGetRequest(url,port)",
        "req.set_app_info(top.appinfo(appkey,secret))",
        *[f"req.{name}={_escaped(text, chr(34))}" for name, text in parameters],
        "try:",
        "\tresp= req.getResponse(sessionkey)",
        "\tprint(resp)",
        "except Exception,e:",
        "\tprint(e)",
    ]


def write_csharp(parameters: Parameters) -> list[str]:
    return [
        "ITopClient client = new DefaultTopClient(url, appkey, secret);",
        "KiteLaneGetRequest req = new KiteLaneGetRequest();",
        *[f"req.{camel(name)} = {_escaped(text, chr(34))};" for name, text in parameters],
        "KiteLaneGetResponse rsp = client.Execute(req, sessionKey);",
        "Console.WriteLine(rsp.Body);",
    ]


def write_curl(parameters: Parameters) -> list[str]:
    system = ("app_key=12129701", "format=json", "method=taobao.kite.lane.get", "session=x", "sign=A1", "v=2.0")
    return [
        "curl -X POST 'http://gw.api.taobao.com/router/rest' \\",
        "-H 'Content-Type:application/x-www-form-urlencoded;charset=utf-8' \\",
        *[f"-d '{pair}' \\" for pair in system],
        *[f"-d '{name}={quote_plus(text)}' \\" for name, text in parameters],
        "-d 'timestamp=2016-01-01+12%3A00%3A00'",
    ]


def write_raw_curl(parameters: Parameters) -> list[str]:
    shell = [(name, text.replace("'", "'\\''")) for name, text in parameters]
    return [
        "curl 'https://eco.taobao.com/router/rest?method=taobao.kite.lane.get&session=x&sign=A1' \\",
        *[f"  --data-urlencode '{name}={text}' \\" for name, text in shell],
        "  -X POST",
    ]


LANGUAGES = (
    Language(Notation.NODE, write_node, spells_names=True),
    Language(Notation.PHP, write_php, spells_names=False),
    Language(Notation.PYTHON, write_python, spells_names=True),
    Language(Notation.CSHARP, write_csharp, spells_names=False),
    Language(Notation.CURL, write_curl, spells_names=True),
    Language(Notation.CURL, write_raw_curl, spells_names=True),
)
