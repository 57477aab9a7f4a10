"""Made-up pages in short notations, and trees as one line of text.

In:  rows of a table, one a line: ``result ResultDto 结果`` is a row on one line, ``└ id | Number | 1 | 编号`` and
``data | DataDto | 数据`` are rows of bullets, ``• 最大长度:8`` is one bullet, and ``+ …`` goes on with the line above.
A reply is written ``result(code=1 data(id=2))``, blanks in values as ``~``; in calls ``obj1 = OrderDTO`` and
``list2 = ItemDTO []`` stand for declarations.
Out: pages, trees, and what tests ask of trees: ``shown`` gives them in the notation of replies, ``[]`` behind lists.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from topgen.alignment import ApiTree, Node, build_tree
from topgen.known_structs import NO_STRUCTS, KnownStructs
from topgen.pages import page_from_bytes
from topgen.pipeline import PageAnalysis
from topgen.spec.doubts import DoubtKind
from topgen.vocabulary.cells import split_type

REQUEST_HEADS = "名称 类型 是否必须 示例值 更多限制 描述"
RESPONSE_HEADS = "名称 类型 示例值 描述"
ERROR_REPLY = "<error_response>\n    <code>50</code>\n</error_response>"

_REPLY = re.compile(r"([\w.]+)(?:=([^ ()]*)|\()|\)")


def page(
    *, request: str = "", response: str = "", java: str = "", xml: str = "", name: str = "taobao.garden.get"
) -> str:
    """A page of bullets; sections without words are not there, but for the tables."""
    parts = [
        f"{name} (花园)\n\n公共参数\n\n请求参数\n\n{REQUEST_HEADS}",
        bullets(request),
        f"响应参数\n\n{RESPONSE_HEADS}",
        bullets(response),
        f"请求示例\n\n{java}" if java else "",
        f"响应示例\n\n{xml}" if xml else "",
        f"异常示例\n\n{ERROR_REPLY}\n\n错误码解释\n\n错误码 错误描述 解决方案\n",
    ]
    return "\n\n".join(part for part in parts if part)


def pipes(*, request: str = "", response: str = "", java: str = "", xml: str = "") -> str:
    """A page of pipe tables, which has lost all nested rows and names no API."""
    tables = [
        f"查询。\n{REQUEST_HEADS.replace(' ', ' | ')} |\n---|---|---|---|---|---|\n{request}".strip(),
        f"{RESPONSE_HEADS.replace(' ', ' | ')} |\n---|---|---|---|\n{response}".strip(),
    ]
    examples = [f"1 2 3 | {' '.join(text.split())} |" for text in (java or call(), xml, ERROR_REPLY) if text]
    return "\n".join([*tables, *examples, "错误码 | 错误描述 | 解决方案 |\n---|---|---|\n1 | 坏 | 改 |\n"])


def bullets(rows: str) -> str:
    return "\n".join(line for row in rows.strip().split("\n") for line in _bullets(row.strip()))


def _bullets(row: str) -> Iterator[str]:
    if row.startswith("+ "):
        yield row.removeprefix("+ ")
    elif row.startswith(("└", "•")) or " | " in row:
        yield from (f"  • {cell}" for cell in row.removeprefix("• ").split(" | "))
    else:
        yield row


def reply(short: str, root: str = "garden_get_response") -> str:
    """An indented reply: ``result(code=1 data(id=2))``."""
    lines, open_names = [f"<{root}>"], [root]
    for match in _REPLY.finditer(short):
        margin = "    " * len(open_names)
        if match[0] == ")":
            lines.append(f"{margin[4:]}</{open_names.pop()}>")
        elif match[2] is None:
            lines.append(f"{margin}<{match[1]}>")
            open_names.append(match[1])
        else:
            lines.append(f"{margin}<{match[1]}>{match[2].replace('~', ' ')}</{match[1]}>")
    return "\n".join([*lines, f"</{root}>"])


def call(*statements: str, whole: bool = True) -> str:
    """A call: ``obj1 = OrderDTO``, ``list2 = ItemDTO []``, and setters as they are."""
    lines = ["TaobaoClient client = new DefaultTaobaoClient(url, appkey, secret);"]
    lines += ["GardenGetRequest req = new GardenGetRequest();", *map(_statement, statements)]
    return "\n".join([*lines, "GardenGetResponse rsp = client.execute(req);"] if whole else lines)


def _statement(short: str) -> str:
    variable, is_new, words = short.partition(" = ")
    if not is_new:
        return f"{short};"
    struct = f"GardenGetRequest.{words.removesuffix(' []')}"
    if words.endswith("[]"):
        return f"List<{struct}> {variable} = new ArrayList<{struct}>();"
    return f"{struct} {variable} = new {struct}();"


def tree(text: str, structs: KnownStructs = NO_STRUCTS) -> ApiTree:
    """The tree as this room builds it, before the audit looks at it."""
    analysis = PageAnalysis(page_from_bytes(text.encode(), "page.txt", "page.txt"))
    return build_tree(analysis.document, analysis.examples, structs)


def summary(nodes: Sequence[Node]) -> str:
    """Fields as a reply shows them: names, samples and nesting."""
    return " ".join(map(_shown, nodes))


def _shown(node: Node) -> str:
    name = f"{node.name.text}{'[]' if node.type is not None and split_type(node.type.text).is_list else ''}"
    sample = f"={node.sample.text}" if node.sample is not None else ""
    return f"{name}{sample}{f'({summary(node.children)})' if node.children else ''}"


def described(nodes: Sequence[Node]) -> dict[str, tuple[str | None, str]]:
    """Sample and description of each field, by its dotted path."""
    return {
        path: (
            node.sample.text if node.sample is not None else None,
            " / ".join(cell.text for cell in node.description),
        )
        for top in nodes
        for path, node in top.walk()
    }


def doubts(found: ApiTree, *kinds: DoubtKind) -> list[str]:
    """Doubts as text: which fact, where, and what was taken."""
    return [f"{doubt.kind} {doubt.at}: {doubt.chosen}" for doubt in found.doubts if not kinds or doubt.kind in kinds]
