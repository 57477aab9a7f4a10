"""Pages in layouts that no reader knows are refused, or what is wrong about them carries a doubt."""

from __future__ import annotations

import pytest
from unseen_judging import Verdict, judge_unseen
from unseen_pages import draw_unseen

PAGES = 300
CHUNK = 30
SILENT_ONCE = (
    *(313370006042, 313370011076, 771230005205, 771230007152, 771230000127, 771230016625, 2200110016721),
    *(135790011440, 246800012391, 246800006045, 246800016008, 246800009506, 975310003996, 975310014526),
    *(4455660018106, 6677880001385, 6677880004292, 8811000003535, 9922000015255, 9922000007772, 1033000001513),
)
"""One page of each fault that the benchmark of the unseen found late."""


@pytest.mark.parametrize("first", range(0, PAGES, CHUNK))
def test_no_page_of_an_unseen_layout_is_wrong_in_silence(first: int) -> None:
    for seed in range(first, first + CHUNK):
        verdict = judge_unseen(draw_unseen(seed))
        assert not verdict.failure.startswith("crashed"), _explain(verdict)
        assert not verdict.silent, _explain(verdict)


@pytest.mark.parametrize("seed", SILENT_ONCE)
def test_a_page_that_was_wrong_in_silence_once_is_not_so_again(seed: int) -> None:
    verdict = judge_unseen(draw_unseen(seed))
    assert not verdict.silent, _explain(verdict)


def test_many_of_the_pages_are_read() -> None:
    verdicts = [judge_unseen(draw_unseen(seed)) for seed in range(CHUNK)]
    assert sum(not verdict.failure for verdict in verdicts) > CHUNK // 4


def _explain(verdict: Verdict) -> str:
    faults = [f"{fault.at} {fault.fact}: {fault.right!r} read as {fault.read!r}" for fault in verdict.silent]
    choices = ", ".join(f"{question}: {answer}" for question, answer in verdict.page.choices.pairs())
    return "\n".join([verdict.failure, *faults, f"--- page of seed {verdict.page.seed}: {choices}", verdict.page.text])
