"""The request example in Java, as the platform prints it.

In:  ``SyntheticApi``.
Out: lines of code, not all of them valid Java.
Note: values without a sample are left out when they are numbers, flags or dates, and ``""`` otherwise; objects and
lists share one count of variables, of which a list takes two; lists of numbers inside objects become arrays that end
with ``);`` on a line of their own; brackets around a sample are taken off and quotes inside it are not escaped.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from synthetic_api import SyntheticApi, SyntheticField

_LEFT_OUT = {"Number", "Boolean", "Date"}


def java_lines(api: SyntheticApi) -> tuple[str, ...]:
    """Draw the whole example."""
    return tuple(_Writer(api.java_class).example(api))


@dataclass(slots=True)
class _Writer:
    request_class: str
    count: int = 0
    """How many variables have been named."""

    def example(self, api: SyntheticApi) -> Iterator[str]:
        client = "QimenCloudClient" if api.name.startswith("qimen.") else "TaobaoClient"
        whole = f"{self.request_class}Request"
        yield f"{client} client = new Default{client}(url, appkey, secret);"
        yield f"{whole} req = new {whole}();"
        for field in api.request:
            yield from self.set(field, "req")
        call = "client.execute(req, sessionKey)" if api.session else "client.execute(req)"
        yield f"{self.request_class}Response rsp = {call};"
        yield "System.out.println(rsp.getBody());"

    def set(self, field: SyntheticField, owner: str) -> Iterator[str]:
        """Draw one field and all inside it."""
        setter = f"{owner}.set{setter_name(field.name)}"
        if field.children:
            variable, lines = self.fill_list(field) if field.is_list else self.fill_object(field)
            yield from lines
            yield f"{setter}({variable});"
        elif field.base == "byte[]":
            yield f'{setter}(new FileItem("/tmp/file.txt"));'
        elif field.sample or field.base not in _LEFT_OUT:
            yield from _set_scalar(field, setter, owner == "req")

    def fill_object(self, field: SyntheticField) -> tuple[str, list[str]]:
        self.count += 1
        variable, struct = f"obj{self.count}", f"{self.request_class}Request.{field.base}"
        return variable, [f"{struct} {variable} = new {struct}();", *self.fill(field, variable)]

    def fill_list(self, field: SyntheticField) -> tuple[str, list[str]]:
        self.count += 2
        holder, struct = f"list{self.count}", f"{self.request_class}Request.{field.base}"
        variable, lines = self.fill_object(field)
        listed = f"List<{struct}> {holder} = new ArrayList<{struct}>();"
        return holder, [listed, lines[0], f"{holder}.add({variable});", *lines[1:]]

    def fill(self, field: SyntheticField, variable: str) -> Iterator[str]:
        for child in field.children:
            yield from self.set(child, variable)


def setter_name(name: str) -> str:
    """Return the name of a setter without ``set``: ``goods_ids`` becomes ``GoodsIds``."""
    return "".join(part[:1].upper() + part[1:] for part in name.split("_"))


def _set_scalar(field: SyntheticField, setter: str, top: bool) -> Iterator[str]:
    sample = field.sample
    if field.is_list:
        items = sample.removeprefix("[").removesuffix("]")
        if field.base == "Number" and not top:
            yield f"{setter}(new Long[] {{ {items} }};"
            yield ");"
        else:
            yield f'{setter}("{items}");'
    elif field.base == "Number":
        yield f"{setter}({sample}L);"
    elif field.base == "Boolean":
        yield f"{setter}({sample});"
    elif field.base == "Date":
        yield f'{setter}(StringUtils.parseDateTime("{sample}"));'
    else:
        suffix = "String" if field.base == "Json" and top else ""
        escaped = sample.replace("\\", "\\\\").replace('"', '\\"')
        yield f'{setter}{suffix}("{escaped}");'
