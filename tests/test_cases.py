"""Every stage of every case against its golden files: the first stage that differs names the room that broke.

A case is a folder with ``page.*`` and one file for each stage of ``topgen show``; ``pytest --update`` writes them anew.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from topgen.show import STAGES, show

CASES = Path(__file__).parent / "cases"
ORDER = ("document", "examples", "tree", "coverage", "spec", "problems", "client")


def test_the_stages_are_those_of_the_command_line() -> None:
    assert set(ORDER) == set(STAGES)


@pytest.mark.parametrize("case", sorted(path.parent.relative_to(CASES).as_posix() for path in CASES.glob("*/*/page.*")))
def test_each_stage_gives_what_its_golden_file_says(case: str, request: pytest.FixtureRequest) -> None:
    folder = CASES / case
    page = next(folder.glob("page.*"))
    for stage in ORDER:
        golden = folder / f"{stage}.txt"
        text = show(stage, page, folder) + "\n"
        if request.config.getoption("--update"):
            golden.write_text(text, encoding="utf-8")
        assert text == golden.read_text(encoding="utf-8"), f"{case}: {stage} is the first stage that differs"
