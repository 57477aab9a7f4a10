"""How time and memory grow with the size of a page, for shapes that only a machine or an enemy would write.

Usage: ``python benchmarks/growth.py [--only WORD] [--sizes N,N,…]``

In:  nothing; each shape is drawn here at each size, and read in a process of its own.
Out: a line a shape and size: bytes, seconds of CPU to the spec and to the client, megabytes, what became of the page;
then the exponent of the growth (1 is linear). The exit code is 1 where a page takes more than ``1 s + 2 µs`` a byte or
more than ``200 MB`` and 20 times its own size.
"""

from __future__ import annotations

import argparse
import json
import math
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

SIZES = (1_000, 3_900, 20_000, 100_000)
"""How often what grows is repeated."""
SECONDS, SECONDS_A_BYTE = 1.0, 2e-6
MEGABYTES, TIMES = 200, 20
PATIENCE = 120
"""Seconds after which a page is given up."""

HEAD = "taobao.grow.item.get (取得)\n\n取得\n\n公共参数\n\n请求参数\n\n"
REPLY = '响应示例\n{"grow_item_get_response": {"total": 1}}\n'
COLUMNS = "名称 | 类型 | 是否必须 | 示例值 | 描述 |\n---|---|---|---|---|\n"
ANSWER = "响应参数\n\n名称 | 类型 | 示例值 | 描述 |\n---|---|---|---|\ntotal | Number | 1 | 总数 |\n"


def _rows(count: int, row: str, *, head: str = "", tail: str = "") -> str:
    return head + "".join(row.replace("%", str(index)) for index in range(count)) + tail


def _json_document(count: int) -> str:
    fields = [
        {"name": f"f{index}", "type": "String", "required": True, "description": "字段"} for index in range(count)
    ]
    data = {"name": "taobao.grow.item.get", "description": "取得", "requestParams": fields, "responseParams": fields}
    return json.dumps({"data": data}, ensure_ascii=False)


def _pipes(count: int, row: str) -> str:
    return _rows(count, row, head=HEAD + COLUMNS, tail="\n" + ANSWER + REPLY)


def _answered(reply: str, words: str = "响应示例") -> str:
    return f"{HEAD}{COLUMNS}total | Number | 必须 | 1 | 总数 |\n\n{ANSWER}\n{words}\n{reply}\n"


def _html(rows: str) -> str:
    head = "".join(f"<th>{word}</th>" for word in ("名称", "类型", "是否必须", "示例值", "描述"))
    return (
        "<html><body><h1>taobao.grow.item.get</h1><h2>请求参数</h2>"
        f"<table><tr>{head}</tr>{rows}</table><h2>响应参数</h2><table><tr><th>名称</th><th>类型</th><th>示例值</th>"
        "<th>描述</th></tr><tr><td>total</td><td>Number</td><td>1</td><td>总数</td></tr></table></body></html>"
    )


def _deep(count: int) -> str:
    return "".join(f"  • {' ' * index}└ f{index}\n  • Object\n  • 必须\n  • \n  • 层\n" for index in range(count))


BULLET = "  • └ f%\n  • String\n  • 必须\n  • v%\n  • 第%个\n"
BULLETED = HEAD + "名称 类型 是否必须 示例值 更多限制 描述\nparam0 Box 可选 参数\n"
SHAPES: dict[str, Callable[[int], str | bytes]] = {
    "bulleted rows": lambda n: _rows(n, BULLET, head=BULLETED, tail=f"\n{REPLY}"),
    "bulleted rows, all of one name": lambda n: _rows(n, BULLET.replace("f%", "f"), head=BULLETED, tail=f"\n{REPLY}"),
    "bulleted rows, ever deeper": lambda n: BULLETED + _deep(min(n, 2000)),
    "plain rows": lambda n: _rows(n, "f% String 必须 v% 第%个\n", head=BULLETED.rpartition("param0")[0]),
    "cells on lines": lambda n: _rows(
        n, "f%\nString\n必须\nv%\n第%个\n", head=HEAD + "名称\n类型\n是否必须\n示例值\n描述\n"
    ),
    "pipe rows": lambda n: _pipes(n, "f% | String | 必须 | v% | 第%个 |\n"),
    "pipe rows of one name": lambda n: _pipes(n, "f | String | 必须 | v% | 第%个 |\n"),
    "pipe rows of objects": lambda n: _pipes(n, "f% | Box | 必须 |  | 第%个 |\n"),
    "Markdown rows": lambda n: _pipes(n, "| └ f% | String | 必须 | v% | 第%个 |\n").replace("名称 |", "| 名称 |"),
    "Markdown rows beside a reply": lambda n: _rows(
        n,
        "| └ f% | String | v% | 第%个 |\n",
        head="### taobao.grow.item.get（取得）\n\n#### 响应参数\n\n| 名称 | 类型 | 示例值 | 描述 |\n|---|---|---|---|\n"
        "| box | Box |  | 盒 |\n",
        tail='\n#### 响应示例\n\n```json\n{"box": {'
        + ",".join(f'"f{index}": "v{index}"' for index in range(n))
        + "}}\n```\n",
    ),
    "rows with tabs": lambda n: _rows(
        n, "f%\tString\t必须\tv%\t第%个\n", head=HEAD + "名称\t类型\t是否必须\t示例值\t描述\n"
    ),
    "columns of blanks": lambda n: _rows(
        n, "f%     String   必须      v%      第%个\n", head=HEAD + "名称   类型     是否必须   示例值   描述\n"
    ),
    "rows with dashes": lambda n: _rows(n, "- f%\n-\nString\n-\n必须\n-\nv%\n-\n第%个\n", head=HEAD),
    "HTML rows": lambda n: _html(_rows(n, "<tr><td>f%</td><td>String</td><td>必须</td><td>v%</td><td>第%个</td></tr>")),
    "HTML rows that span": lambda n: _html(_rows(n, '<tr><td rowspan="1000" colspan="50">f%</td><td>String</td></tr>')),
    "HTML tags never closed": lambda n: _html("<div><table><tr><td>" * n),
    "HTML entities": lambda n: _html(
        f"<tr><td>f</td><td>String</td><td>必须</td><td></td><td>{'&amp;#x4e00;' * n}</td></tr>"
    ),
    "the site's document": _json_document,
    "a reply of JSON": lambda n: _answered('{"grow_item_get_response": {"total": [' + '{"a": 1},' * n + '{"a": 1}]}}'),
    "a reply of JSON, cut": lambda n: _answered('{"grow_item_get_response": {"total": [' + '{"a": 1},' * n),
    "a reply of brackets": lambda n: _answered("[" * n),
    "a reply of XML": lambda n: _answered(f"<grow_item_get_response>{'<a>1</a>' * n}</grow_item_get_response>"),
    "a reply of XML, never closed": lambda n: _answered(f"<grow_item_get_response>{'<a>' * n}"),
    "a call in Java": lambda n: _rows(
        n, "req.setF%(%L);\n", head=f"{_answered('{}')}请求示例\n", tail="client.execute(req);\n"
    ),
    "a call in Node": lambda n: _rows(
        n, "'f%': '%',\n", head=f"{_answered('{}')}NodeJS\nclient.execute('taobao.grow.item.get', {{\n", tail="}})\n"
    ),
    "error codes": lambda n: _rows(
        n, "isv.e% | 第%个 | 重试 |\n", head=_answered("{}") + "错误码 | 错误描述 | 解决方案 |\n---|---|---|\n"
    ),
    "headings": lambda n: _answered("{}") + "请求参数\n响应参数\n" * n,
    "a description of words": lambda n: _pipes(1, f"f | String | 必须 | v | {'可选值：1（是）、2（否）。' * n} |\n"),
    "a description of digits": lambda n: _pipes(1, f"f | Number | 必须 | {'9' * n} | {'最大长度' + '9' * n} |\n"),
    "a description of dots": lambda n: _pipes(1, f"f | String | 必须 | v | {'a.' * n} |\n"),
    "a description of quotes": lambda n: _pipes(1, f"f | String | 必须 | v | {chr(34) * n}{chr(39) * n} |\n"),
    "a description of brackets": lambda n: _pipes(1, f"f | String | 必须 | v | {'(' * n}{'{[' * n} |\n"),
    "one line of letters": lambda n: _answered("{}") + "a" * n * 10,
    "one line of blanks": lambda n: _answered("{}") + " " * n * 10 + "a",
    "empty lines": lambda n: _answered("{}") + "\n" * n,
    "prose": lambda n: "今天天气很好，我们去公园。\n" * n,
    "bars": lambda n: _answered("{}") + "|" * n * 10,
    "marks": lambda n: _answered("{}") + "└ └─ ├─ • - # * " * n,
    "half characters": lambda n: b"\xb2\xe2" * n * 5 + b"\xff" * n,
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmark; the exit code tells whether a page took too long."""
    parser = argparse.ArgumentParser(prog="growth", description="Time and memory against the size of a page.")
    parser.add_argument("--only", default="", metavar="WORD", help="shapes whose name holds the word")
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)))
    parser.add_argument("--read", default="", help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.read:
        print(json.dumps(_read(Path(options.read))))
        return 0
    sizes = [int(size) for size in options.sizes.split(",")]
    slow = 0
    for name, draw in SHAPES.items():
        if options.only in name:
            slow += _measure(name, draw, sizes)
    return bool(slow)


def _measure(name: str, draw: Callable[[int], str | bytes], sizes: Sequence[int]) -> int:
    """Print a line for each size of a shape, and return how many of them were too slow or too large."""
    known: list[tuple[float, float]] = []
    slow = 0
    print(name)
    for size in sizes:
        drawn = draw(size)
        data = drawn if isinstance(drawn, bytes) else drawn.encode()
        with tempfile.TemporaryDirectory() as folder:
            page = Path(
                folder,
                "page.html" if data.startswith(b"<html") else "page.json" if data.startswith(b"{") else "page.txt",
            )
            page.write_bytes(data)
            command = [sys.executable, __file__, "--read", str(page)]
            try:
                done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE)
            except subprocess.TimeoutExpired:
                print(f"  {size:>7,}  {len(data):>10,} bytes  given up after {PATIENCE} s   TOO SLOW")
                slow += 1
                break
        if done.returncode:
            print(done.stderr[-2000:])
            return slow + 1
        spec, client, memory, said = json.loads(done.stdout)
        mark = " TOO SLOW" if spec > SECONDS + SECONDS_A_BYTE * len(data) else ""
        mark += " TOO LARGE" if memory > MEGABYTES + TIMES * len(data) / 1e6 else ""
        slow += bool(mark)
        known.append((len(data), spec))
        spent = f"spec {spec:6.2f} s  client {client:6.2f} s  {memory:5.0f} MB"
        print(f"  {size:>7,}  {len(data):>10,} bytes  {spent}  {said}{mark}", flush=True)
    for (small, first), (large, last) in _pairs(known):
        if first > 0.05 and large > small:
            print(f"  grows with the power {math.log(last / first) / math.log(large / small):.1f}")
    return slow


def _pairs(known: Sequence[tuple[float, float]]) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    yield from zip(known[-2:-1], known[-1:], strict=False)  # none of one size alone


def _read(path: Path) -> tuple[float, float, float, str]:
    """Return the seconds of CPU to the spec and to the client, the megabytes taken, and what became of the page."""
    from topgen.errors import GeneratorError
    from topgen.pages import open_pages
    from topgen.pipeline import PageAnalysis, make_reading
    from topgen.refusal.nearest import diagnose

    before = time.process_time()
    client = 0.0
    said = ""
    try:
        from topgen.pages import decode_page

        for stored in open_pages(path, path.parent):
            page = decode_page(stored)
            try:
                reading = make_reading(page)
                said = f"{len(reading.spec):,} characters, {len(reading.problems):,} problems"
                middle = time.process_time()
                _ = PageAnalysis(page).client
                client = time.process_time() - middle
            except GeneratorError as error:
                said = str(error)[:100].replace(str(path), "…")
                diagnose(page.text)
    except GeneratorError as error:
        said = str(error)[:100].replace(str(path), "…")
    spent = time.process_time() - before - client
    return spent, client, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, said


if __name__ == "__main__":
    sys.exit(main())
