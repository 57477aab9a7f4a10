"""Runs of several pages: what one page shows of a class helps to place the fields of another."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest

from topgen.remembered import CACHE
from topgen.runs import find_reader
from topgen.spec_store import ParseResult, read_specs

PAGE = """\
{name} (花园)

公共参数

请求参数

名称 类型 是否必须 示例值 更多限制 描述

响应参数

名称 类型 示例值 描述
result ResultDto 结果
  • └ code
  • String
  • 1
  • 码
  • └ msg
  • String
  • m
  • 信
  • data
  • DataDto
  • 数据
  • └ id
  • Number
  • 2
  • 编号
  • └ name
  • String
  • n
  • 名
  • └ total
  • Number
  • 总数

响应示例

<garden_response>
    <result>
        <code>1</code>
        <msg>m</msg>
        <data>
            <id>2</id>
            <name>n</name>{inside}
        </data>{outside}
    </result>
</garden_response>

异常示例

<error_response>
    <code>50</code>
</error_response>

错误码解释

错误码 错误描述 解决方案
"""
"""A page on which ``total`` may stand in ``result`` or in ``data``."""

TOTAL = "\n        <total></total>"
OPEN = PAGE.format(name="shop.garden.get", inside="", outside="")
OUTSIDE = PAGE.format(name="shop.garden.list", inside="", outside=TOTAL)
INSIDE = PAGE.format(name="shop.garden.query", inside=TOTAL, outside="")
OTHER = OUTSIDE.replace("shop.garden.list", "shop.other.get").replace("Dto", "Vo")


@pytest.fixture
def specs(tmp_path: Path) -> Path:
    (tmp_path / "pages").mkdir()
    return tmp_path


def run(specs: Path, *texts: str) -> ParseResult:
    """Read these pages, and no others, out of the folder of pages."""
    for path in (specs / "pages").iterdir():
        path.unlink()
    for text in texts:
        (specs / "pages" / f"{text.partition(' ')[0]}.txt").write_text(text, encoding="utf-8")
    return read_specs(find_reader, (), specs)


def place(result: ParseResult, name: str = "shop.garden.get") -> str:
    """Where ``total`` stands, with a question mark where that is in doubt."""
    api = result.apis[name]
    (top,) = api.response
    found = "result" if any(field.name == "total" for field in top.fields) else "data"
    return f"{found}?" if any(doubt.at.endswith(".total") for doubt in api.doubts) else found


def written(result: ParseResult) -> dict[str, bytes]:
    return {file.path: file.data for file in result.files}


@pytest.mark.parametrize(
    ("others", "expected"),
    [
        ((), "data?"),
        ((OUTSIDE,), "result?"),
        ((INSIDE,), "data?"),
        ((OTHER,), "data?"),
        ((OUTSIDE, OTHER), "result?"),
        ((INSIDE, OUTSIDE), "data?"),
    ],
)
def test_an_open_place_is_where_other_pages_show_it_and_stays_in_doubt(
    specs: Path, others: tuple[str, ...], expected: str
) -> None:
    assert place(run(specs, OPEN, *others)) == expected


def test_pages_without_an_open_place_read_as_they_do_alone(specs: Path) -> None:
    alone = {**written(run(specs, OUTSIDE)), **written(run(specs, INSIDE)), **written(run(specs, OTHER))}
    together = written(run(specs, OPEN, OUTSIDE, INSIDE, OTHER))
    assert alone.items() <= together.items()
    assert len(together) == len(alone) + 1


def test_the_order_of_pages_changes_no_byte(specs: Path) -> None:
    first = run(specs, OPEN, OUTSIDE, OTHER)
    assert place(first) == "result?"
    paths = sorted((specs / "pages").iterdir())
    for order in permutations(paths):
        assert written(read_specs(find_reader, order, specs)) == written(first)


def test_a_second_run_remembers_both_readings(specs: Path) -> None:
    first = run(specs, OPEN, OUTSIDE)
    kept = {path: path.stat().st_mtime_ns for path in (specs / CACHE / "pages").rglob("*") if path.is_file()}
    assert written(run(specs, OPEN, OUTSIDE)) == written(first)
    assert {path: path.stat().st_mtime_ns for path in kept} == kept


def test_a_page_that_goes_takes_what_it_showed_with_it(specs: Path) -> None:
    assert [place(run(specs, *texts)) for texts in ((OPEN,), (OPEN, OUTSIDE), (OPEN,))] == ["data?", "result?", "data?"]


def test_a_run_that_names_one_page_sees_that_page_only(specs: Path) -> None:
    run(specs, OPEN, OUTSIDE)
    assert place(read_specs(find_reader, [specs / "pages" / "shop.garden.get.txt"], specs)) == "data?"
