"""A description with its type: where its phrases begin and end, and which of them speak of the field itself.

In:  a description and the type of its field.
Out: ``Description``; its folded text has the length of the page's, from which quotes are cut.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from topgen.spec.model import Kind, TypeRef
from topgen.vocabulary.characters import fold

_ENDS = r"\s,;。.!?、()\[\]【】<>《》「」“”\"'|/…*&"
_PHRASE_END = re.compile(rf"[{_ENDS}]|\Z")
_SUBJECT_START = re.compile(f"[{_ENDS}:]")
_SENTENCE_END = re.compile(r"[。;!?\n]")
_SUBJECT = re.compile(r"(?:该|此|本)?(?:字段|参数|属性|内容|值|数值|长度|字数)?(?:的)?")
_OPENING_SUBJECT = re.compile(r"(?!.{0,20}[和与及每各间距差比折默加减除填传写])[A-Za-z0-9]{0,12}[\u4e00-\u9fff]{1,12}")
"""What a description begins with is its field, unless it compares or counts several."""
_HEAD = re.compile(rf"\s*(?:[(\[【][^()\[\]【】]{{0,20}}[)\]】]\s*)?([^{_ENDS}:]{{1,30}})")
"""The first phrase of a description, which names what it is about."""
_HEDGED = re.compile(
    r"如果|若|当(?![前天日])|假如|假设|倘|的话|时[,:]|建议|推荐|一般|通常|大约|大概|左右|例如|比如|譬如|例[:]|如[:]|示例"
    r"|每(?![页次批])|各|单个|其中|分别|部分|特殊|合计|总共|加起来|否则|除[外非了]|之和"
)
_TAKEN_BACK = re.compile(
    r"[\s,;。)\]】]{0,3}(?:时|则|否则|除非|除了|但|个别|特殊|的话|左右|表示|代表|意味|只在|仅在|若|如果|当(?![前天日]))"
)
_STRUCTURED = re.compile(r"[{}]|json|xml|https?:", re.IGNORECASE)
_SEPARATED = re.compile(
    r"(?:逗号|分号|竖线|顿号|空格|[\"“'‘][,;|、][\"”'’]|[,;|])[^,;。]{0,4}(?:分隔|隔开|分割|分开|间隔)"
)

LONGEST_SUBJECT = 30
LONGEST_SENTENCE = 200


@dataclass(frozen=True, slots=True)
class Description:
    """A description with its type."""

    text: str
    """As the page has it."""
    folded: str
    """The same length, with half-width punctuation and digits."""
    type: TypeRef

    @property
    def kind(self) -> Kind:
        """Return what one value of the field is."""
        return self.type.kind

    @property
    def is_structured(self) -> bool:
        """Whether it speaks of the parts of a text (JSON, XML, an address), so that facts may belong to a part."""
        return _STRUCTURED.search(self.folded) is not None

    @property
    def is_separated(self) -> bool:
        """Whether it says that a text holds several items with a separator between them."""
        return self.kind is Kind.STRING and _SEPARATED.search(self.folded) is not None

    def quote(self, start: int, end: int) -> str:
        """Return the page's own words between two places, without blanks around them."""
        return self.text[start:end].strip()

    def before(self, place: int, size: int = 1) -> str:
        """Return the folded characters before a place."""
        return self.folded[max(0, place - size) : place]

    def sentence_before(self, place: int) -> str:
        """Return what stands before a place in its own sentence."""
        return _SENTENCE_END.split(self.before(place, LONGEST_SENTENCE))[-1]

    def phrases(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """Yield the matches that are whole phrases, about the field itself, and without a condition."""
        for match in pattern.finditer(self.folded):
            whole = _PHRASE_END.match(self.folded, match.end()) and self.is_about_field(match.start())
            if whole and not (
                _HEDGED.search(self.sentence_before(match.start())) or _TAKEN_BACK.match(self.folded, match.end())
            ):
                yield match

    def is_about_field(self, place: int, form: re.Pattern[str] = _SUBJECT) -> bool:
        """Return whether a phrase at this place speaks of the field itself, which ``form`` or its own name may call."""
        words = _SUBJECT_START.split(self.before(place, LONGEST_SUBJECT))
        subject, head = words[-1], _HEAD.match(self.folded)
        if len(words) == 1 and place > LONGEST_SUBJECT:
            return False
        if form.fullmatch(subject) or (head is not None and subject == head[1]):
            return True
        return not self.folded[: place - len(subject)].strip() and _OPENING_SUBJECT.fullmatch(subject) is not None


def read_description(text: str, type_ref: TypeRef) -> Description:
    """Prepare a description for the rules."""
    return Description(text, fold(text), type_ref)
