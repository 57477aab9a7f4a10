"""Bulleted pages: rows of top-level fields on a line, nested cells as bullets at one indent.

In:  ``SyntheticApi``.
Out: the text of a page.
Note: the first limit of a top-level row moves everything after it four blanks to the right, and that row's
description becomes a bullet; if a limit has no description, the next heading becomes a bullet instead.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from synthetic_api import SyntheticApi, SyntheticField
from synthetic_java import java_lines
from synthetic_replies import ERROR_LINES, xml_lines

LANGUAGES = ("JAVA", ".NET", "PHP", "CURL", "Python", "C/C++", "NodeJS")
NOTATIONS = ("XML示例", "JSON示例")
REQUEST_HEAD = "名称 类型 是否必须 示例值 更多限制 描述"
RESPONSE_HEAD = "名称 类型 示例值 描述"
WARNING = "注意:以下文档只适用于TOP接口,请谨慎使用!"
FOOT = ("API工具", "如何获得此API", "FAQ", "返回\n顶部")


def draw_bullets(api: SyntheticApi, *, limits_shift: bool = True) -> str:
    """Draw the page with its examples in Java and XML."""
    page = BulletPage(LANGUAGES, NOTATIONS, limits_shift=limits_shift)
    return page.draw(api, java_lines(api), xml_lines(api))


class BulletPage:
    """A page while it is drawn."""

    def __init__(
        self, languages: Sequence[str] = (), notations: Sequence[str] = (), *, limits_shift: bool = True
    ) -> None:
        self.languages = languages
        self.notations = notations
        self.limits_shift = limits_shift
        self.blocks: list[str] = []
        """Parts between which a blank line stands."""
        self.shift = ""
        """Blanks before each line, once a limit has been printed."""
        self.heading_bullet = False
        """Whether a limit without a description is waiting for one."""

    def draw(self, api: SyntheticApi, request_example: Sequence[str], response_example: Sequence[str]) -> str:
        self._head(api)
        self._block("公共参数")
        self._heading("请求参数")
        self._table(REQUEST_HEAD, api.request)
        self._heading("响应参数")
        self._table(RESPONSE_HEAD, api.response)
        self._example("请求示例", self.languages, request_example)
        self._example("响应示例", self.notations, response_example)
        self._example("异常示例", NOTATIONS, ERROR_LINES)
        self._block("错误码解释")
        self._block("错误码 错误描述 解决方案", *(" ".join(row) for row in api.errors))
        for part in FOOT:
            self._block(*part.split("\n"))
        return "\n\n".join(self.blocks) + "\n"

    def _head(self, api: SyntheticApi) -> None:
        if api.warning:
            self._block(WARNING)
        if api.category:
            self._block(f"文档中心 > API类目 > {api.category}")
        self._block(f"{api.name} ({api.title})")
        if api.description:
            self._block(*api.description.split("\n"))

    def _heading(self, words: str) -> None:
        if self.heading_bullet:
            self.blocks.append(f"  • {words}")
            self.heading_bullet = False
        else:
            self._block(words)

    def _example(self, heading: str, tabs: Sequence[str], lines: Sequence[str]) -> None:
        self._block(heading)
        shown = [(self.shift or "  ") + f"• {tab}" for tab in tabs]
        self.blocks.append("\n".join([*shown, *(self.shift + line for line in lines)]))

    def _block(self, *lines: str) -> None:
        """Add a part of the page."""
        self.blocks.append("\n".join(self.shift + line for line in lines))

    def _table(self, head: str, fields: Sequence[SyntheticField]) -> None:
        lines = [self.shift + head]
        for field in fields:
            lines += self._row(field)
        self.blocks.append("\n".join(lines))

    def _row(self, field: SyntheticField) -> Iterator[str]:
        """Return a top-level row and its nested rows; its limit stands at two blanks, wherever the rest stands."""
        cells = (field.name, field.type, field.required, field.sample, "" if field.limit else field.description)
        yield self.shift + " ".join(cell for cell in cells if cell)
        if field.limit:
            self.shift = "    " if self.limits_shift else ""
            self.heading_bullet = self.limits_shift and not field.description
            yield from (f"  • {cell}" for cell in (field.limit, field.description) if cell)
        for child in field.children:
            yield from ((self.shift or "  ") + f"• {cell}" for cell in nested_cells(child))


def nested_cells(field: SyntheticField) -> Iterator[str]:
    """Return the cells of a nested row and of all rows inside it; empty ones leave no trace."""
    name = field.name if field.children else f"└ {field.name}"
    cells = (name, field.type, field.required, field.sample, field.limit, field.description)
    yield from (cell for cell in cells if cell)
    for child in field.children:
        yield from nested_cells(child)
