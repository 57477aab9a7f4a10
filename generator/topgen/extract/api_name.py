"""The name of an API: printed on the page, or found out from its examples, or from the name of its file.

In:  ``ApiTree`` and its page.
Out: ``ApiName``: the name; where the page does not print it, what it was inferred from, and a doubt where that may have
lost its beginning.
Roots of replies and request classes have lost a leading ``taobao.``, so that ``alitrip_a_b_response`` may belong to
``alitrip.a.b`` or to ``taobao.alitrip.a.b``; class names have lost the dots as well.
Source: the platform's rule for roots and classes, and its list of API names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from topgen.alignment import ApiTree
from topgen.document import Cell
from topgen.errors import NameConflictError
from topgen.examples import ParsedExample
from topgen.pages import Page
from topgen.refusal import refuse_nameless
from topgen.spec.inferred import InferredText
from topgen.spec.model import Doubt, DoubtKind
from topgen.spec.names import check_api_name
from topgen.vocabulary.calls import API_PREFIXES, ROOT_END

_KEPT_PREFIXES = API_PREFIXES - {"taobao"}
"""In a reply's root only ``taobao_`` is left out."""
_WHOLE_PREFIXES = _KEPT_PREFIXES - {"alitrip", "wdk", "qimen"}
"""Those that never come second, after ``taobao``: a root that begins with one has lost nothing."""
_CLOUD = "aliyuncs"
"""The second part of names of cloud services, which are never prefixed."""
_FULL_NAME = re.compile(r"[a-z]\w*(?:\.[\w\-]+)+", re.ASCII)
_WORD = re.compile(r"[A-Z][a-z0-9]*|[a-z0-9]+")


@dataclass(frozen=True, slots=True)
class ApiName:
    """The name of an API and how sure it is."""

    name: str
    inferred: InferredText | None = None
    """None where the page prints the name."""
    doubts: tuple[Doubt, ...] = ()


def read_api_name(tree: ApiTree, page: Page) -> ApiName:
    """Return the name of the API that a page describes.

    Raises:
        UnknownLayoutError: neither the page nor its file name tells a name.
        NameConflictError: the name is no safe API name.
    """
    printed = tree.document.name or _printed_by_call(tree)
    if printed is not None:
        check_api_name(printed.text, page.path, printed.line)
        return ApiName(printed.text, doubts=tuple(_contradictions(printed, tree)))
    found = _from_examples(tree) or _from_file(page)
    if found is None:
        raise refuse_nameless(page.text, page.path, page.first_line)
    check_api_name(found.name, page.path, 0)
    return found


def _printed_by_call(tree: ApiTree) -> Cell | None:
    """Return the name that a call prints in full, such as ``client.execute('taobao.foo.get', …)``."""
    return next((Cell(call.api, call.line) for call in tree.calls if _FULL_NAME.fullmatch(call.api)), None)


def _contradictions(printed: Cell, tree: ApiTree) -> Iterator[Doubt]:
    """Yield a doubt when a reply's root or a call belongs to another API than the page names first."""
    for call in tree.calls:
        if call.api and call.api.lower() != printed.text.lower():
            reason = f"the request example calls {call.api}"
            yield Doubt("api", DoubtKind.NAME, printed.text, reason, printed.line)
    title = tree.response_shown.title if tree.response_shown is not None else ""
    if title and title.lower() != printed.text.removeprefix("taobao.").replace(".", "_").lower() + ROOT_END:
        reason = f"the root of the response example is <{title}>, which is not the root of {printed.text}"
        yield Doubt("api", DoubtKind.NAME, printed.text, reason, printed.line)
    request = tree.request_shown.title if tree.request_shown is not None else ""
    if request and not _letters(printed.text).endswith(_letters(request)):
        reason = f"the request example makes a {request}Request, which is not the request of {printed.text}"
        yield Doubt("api", DoubtKind.NAME, printed.text, reason, printed.line)


def _letters(name: str) -> str:
    """Return what class names and API names have in common; class names have lost the first word of some."""
    return "".join(filter(str.isalnum, name)).lower()


def _from_examples(tree: ApiTree) -> ApiName | None:
    """Take the name of the reply's root, or of the request class."""
    response, request = tree.response_shown, tree.request_shown
    if response is not None and response.title.endswith(ROOT_END):
        root = response.title
        reason = f"the page prints no name; it is inferred from the root <{root}>, which does not tell its prefix"
        return _prefixed(root.removesuffix(ROOT_END).split("_"), root, request, reason, response.line)
    if request is not None and request.title:
        quote = f"{request.title}Request"
        reason = f"only the class {quote} names the API, and it does not tell where the dots stand"
        words = [word.lower() for word in _WORD.findall(request.title)]
        return _prefixed(words, quote, request, reason, request.line)
    return None


def _prefixed(words: Sequence[str], quote: str, request: ParsedExample | None, reason: str, line: int) -> ApiName:
    """Put the prefix before a name that has lost it; wrong for a few names such as ``taobao.alitrip.…``."""
    first, second = words[0], words[1] if len(words) > 1 else ""
    kept = second == _CLOUD or (first in _KEPT_PREFIXES and not _is_taobao_qimen(first, second, request))
    name = ".".join(words if kept else ("taobao", *words))
    is_sure = first in _WHOLE_PREFIXES and quote.endswith(ROOT_END)
    doubts = () if is_sure else (Doubt("api", DoubtKind.NAME, name, reason, line),)
    return ApiName(name, InferredText(name, quote), doubts)


def _is_taobao_qimen(first: str, second: str, request: ParsedExample | None) -> bool:
    """Return whether a name that begins with qimen is one of the platform's own, ``taobao.qimen.…``.

    Names of ``qimen.*`` go on with the platform they belong to, and are called with a client of their own.
    """
    own_client = request is not None and request.client == "QimenCloudClient"
    return first == "qimen" and not own_client and second not in {"taobao", "alibaba", "aliexpress"}


def _from_file(page: Page) -> ApiName | None:
    """Take the name of the file, or the page's address in it, where the page has lost all that names its API."""
    file, _, address = page.name.partition("#")
    reason = "nothing on the page names the API; this is the name of its file"
    found = _safe_name(PurePath(page.name).stem, page)
    if found is None and (found := _safe_name(address.partition("#")[0], page)) is not None:
        reason = "no part of the page names the API; this is its heading or key in the file"
    if found is None:
        return None
    doubt = Doubt("api", DoubtKind.NAME, found, reason, 0)
    return ApiName(found, InferredText(found, PurePath(file).name), (doubt,))


def _safe_name(name: str, page: Page) -> str | None:
    """Return words if they are the name of an API of the platform."""
    try:
        check_api_name(name, page.path, 0)
    except NameConflictError:
        return None
    return name if name.count(".") > 1 and name.partition(".")[0] in API_PREFIXES else None
