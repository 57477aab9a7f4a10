"""How many items a list may have: 最多不超过20条, 最多20个, 一次最多N个商品, 最大列表长度:N.

In:  the wording of a description.
Out: one count; None when the description names none, or two that differ.
A text counts as a list only when its description says which separator stands between the items.
"""

from __future__ import annotations

import re

from topgen.extract.prose.wording import SEPARATED, Wording
from topgen.spec.inferred import InferredCount
from topgen.spec.model import Kind

_OCCASION = r"(?:(?:一次性?|单次|每次|每批|一批|批量|目前|数组|列表)(?:调用|请求|查询|操作)?)?"
_VERB = (
    r"(?:修改|传入|传|支持|查询|输入|填写|填|选择|选|上传|添加|设置|提交|返回|包含|可包含|有|指定|录入|推送|更新"
    r"|删除|处理)"
)
_AT_MOST = (
    r"(?:数量|个数|条数|总数)?(?:最大|最多|最长)?"
    r"(?:不(?:能|得|可|可以|允许|要|应)?(?:超过|超出|大于|多于)|小于等于|小于或等于|<=|≤)"
)
_MOST = rf"(?:最多|最大|至多|上限)(?:只?(?:能|可以?)|允许)?{_VERB}?(?:为|是|:)?"
_NUMBER = r"\s?(?P<{}>[1-9]\d{{0,8}})(?![\d.])\s?"
_NO_THINGS = "月|小时|工作日|自然日|自然月|年|分钟|星期|周|季度|字|汉字|字符|字节|英文|中文|拼音|数字|位|百分|单位|维度"
_NOT_A_THING = rf"(?!个?(?:{_NO_THINGS}))"
_NOUN = r"(?:个|条|项|张|对|组|笔|名|款|件|家|种|份|只)(?P<{}>[\u4e00-\u9fff]{{0,8}}(?:[A-Za-z]{{1,10}})?)"

_COUNT = re.compile(
    rf"{_OCCASION}{_VERB}?(?:{_AT_MOST}|{_MOST}){_NUMBER.format('a')}{_NOT_A_THING}{_NOUN.format('na')}"
    rf"|(?:最大列表长度|列表最大长度|列表长度(?:最大|{_AT_MOST}|限制))(?:为|是|:)?{_NUMBER.format('b')}(?:个|条)?"
)
_SAYS_MORE = re.compile("[的每时月天]|以上|之间|数据$")


def find_max_items(words: Wording) -> InferredCount | None:
    """Return the one count that the description of a list, or of a text of items, states."""
    is_text_of_items = words.kind is Kind.STRING and SEPARATED.search(words.folded) is not None
    if words.structured or not (words.type.is_list or is_text_of_items):
        return None
    found = [match for match in words.phrases(_COUNT) if not _SAYS_MORE.search(match["na"] or "")]
    counts = [InferredCount(int(each["a"] or each["b"]), words.quote(*each.span()).strip()) for each in found]
    return counts[0] if len({count.value for count in counts}) == 1 else None
