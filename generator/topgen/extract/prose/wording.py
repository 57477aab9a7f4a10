"""The words of one description, and where its phrases begin and end.

In:  a description and the type of its field.
Out: ``Wording``: text whose full-width punctuation and digits are folded one to one, so that every place in it is the
same place in the description; and the tests that make a match a whole phrase.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from topgen.spec.model import Kind, TypeRef

_WIDE = "，；：（）！？～＝、％．－＋［］｛｝＜＞｜＂＇　０１２３４５６７８９\xa0"
_NARROW = ",;:()!?~=、%.-+[]{}<>|\"' 0123456789 "
_FOLD = str.maketrans(_WIDE, _NARROW)

BORDERS = r"\s,;。.!?、()\[\]【】<>《》「」“”\"'|/…*&"
"""Characters that end a phrase, for use inside a character class."""
_BORDER = re.compile(f"[{BORDERS}]")
_SENTENCE_END = re.compile(r"[。;!?\n]")
_SUBJECT = re.compile(r"(?:该|此|本)?(?:字段|参数|属性|内容|值|数值|长度|字数)?(?:的)?")
_OPENING_SUBJECT = re.compile(r"(?!.{0,20}[和与及每各间距差比折默加减除填传写])[A-Za-z0-9]{0,12}[\u4e00-\u9fff]{1,12}")
"""What a description begins with is its field, unless it compares or counts several."""
_HEAD = re.compile(rf"\s*(?:[(\[【][^()\[\]【】]{{0,20}}[)\]】]\s*)?([^{BORDERS}:]{{1,30}})")
_HEDGED = re.compile(
    r"如果|若|当(?![前天日])|假如|假设|倘|的话|时[,:]|建议|推荐|一般|通常|大约|大概|左右|例如|比如|譬如|例[:]|如[:]|示例"
    r"|每(?![页次批])|各|单个|其中|分别|部分|特殊|合计|总共|加起来|否则|除[外非了]|之和"
)
_TAKEN_BACK = re.compile(
    r"[\s,;。)\]】]{0,3}(?:时|则|否则|除非|除了|但|个别|特殊|的话|左右|表示|代表|意味|只在|仅在|若|如果|当(?![前天日]))"
)
_STRUCTURED = re.compile(r"[{}]|json|xml|https?:", re.IGNORECASE)

SEPARATED = re.compile(
    r"(?:逗号|分号|竖线|顿号|空格|[\"“'‘][,;|、][\"”'’]|[,;|])[^,;。]{0,4}(?:分隔|隔开|分割|分开|间隔)"
)
"""Says that a text holds several items."""

LONGEST_SUBJECT = 30
LONGEST_SENTENCE = 200


@dataclass(frozen=True, slots=True)
class Wording:
    """A description with its type."""

    text: str
    """As the page has it; quotes are cut from here."""
    folded: str
    """The same length, with half-width punctuation and digits."""
    type: TypeRef
    structured: bool
    """Whether it speaks of the parts of a text (JSON, XML, an address), so that limits may belong to a part."""

    @property
    def kind(self) -> Kind:
        """What one value of the field is."""
        return self.type.kind

    def quote(self, start: int, end: int) -> str:
        """The page's own words between two places."""
        return self.text[start:end]

    def phrases(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """Return the matches that are whole phrases, of the field itself, and without a condition."""
        for match in pattern.finditer(self.folded):
            if self._stands_alone(match) and not self._is_hedged(match):
                yield match

    def _stands_alone(self, match: re.Match[str]) -> bool:
        after = self.folded[match.end() : match.end() + 1]
        if after and not _BORDER.match(after):
            return False
        return self.is_subject(match.start(), _SUBJECT)

    def is_subject(self, place: int, form: re.Pattern[str]) -> bool:
        """Whether a phrase at this place speaks of the field itself, which ``form`` or its own name may call."""
        subject = self._subject(place)
        if subject is None or form.fullmatch(subject) is not None or subject == self._head():
            return subject is not None
        return not self.folded[: place - len(subject)].strip() and _OPENING_SUBJECT.fullmatch(subject) is not None

    def _subject(self, place: int) -> str | None:
        """What stands before a place in its own phrase; None when that is too long to be a subject."""
        before = self.folded[max(0, place - LONGEST_SUBJECT) : place]
        borders = list(re.finditer(f"[{BORDERS}:]", before))
        if not borders and place > LONGEST_SUBJECT:
            return None
        return before[borders[-1].end() :] if borders else before

    def _head(self) -> str:
        """The first phrase of a description, which names what it is about."""
        head = _HEAD.match(self.folded)
        return head[1] if head is not None else ""

    def _is_hedged(self, match: re.Match[str]) -> bool:
        before = self.folded[max(0, match.start() - LONGEST_SENTENCE) : match.start()]
        ends = list(_SENTENCE_END.finditer(before))
        sentence = before[ends[-1].end() :] if ends else before
        return _HEDGED.search(sentence) is not None or _TAKEN_BACK.match(self.folded, match.end()) is not None


def read_wording(description: str, type_ref: TypeRef) -> Wording:
    """Prepare a description for the rules."""
    folded = description.translate(_FOLD)
    return Wording(description, folded, type_ref, _STRUCTURED.search(folded) is not None)
