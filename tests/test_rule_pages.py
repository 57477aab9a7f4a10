"""Every word by which a run tells something has an explanation, and every explanation is of something told."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

import topgen
from topgen import errors
from topgen.alignment.nodes import ConflictRule
from topgen.cli import main
from topgen.rules import RULES, Group
from topgen.spec.doubts import DoubtKind

SOURCES = sorted(Path(topgen.__file__).parent.rglob("*.py"))


def codes(path: Path) -> Iterator[str]:
    """Yield the codes of the problems that a module makes."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        given = [keyword.value for keyword in node.keywords if keyword.arg == "code"]
        if node.func.id == "_problem":
            given += node.args[1:2]
        for value in given:
            if isinstance(value, ast.Constant):
                yield str(value.value)


def of_group(group: Group) -> set[str]:
    return {rule.id for rule in RULES if rule.group is group}


def test_every_fault_has_a_page() -> None:
    classes = [each for each in vars(errors).values() if isinstance(each, type)]
    assert {each.rule for each in classes if issubclass(each, errors.GeneratorError)} == of_group(Group.FAULT)


def test_every_doubt_has_a_page() -> None:
    assert set(DoubtKind) == of_group(Group.DOUBT)


def test_every_problem_has_a_page() -> None:
    told = {code for path in SOURCES for code in codes(path)} | set(ConflictRule)
    # A correction that a page fulfils is a note of a run and a fault of the command that would write it.
    assert told - {"fulfilled-correction"} == of_group(Group.PROBLEM)


def test_an_id_means_one_thing() -> None:
    assert len({rule.id for rule in RULES}) == len(RULES)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_page_says_what_it_means_and_what_to_do(rule, capsys: pytest.CaptureFixture[str]) -> None:  # type: ignore[no-untyped-def]
    assert main(["rule", rule.id]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith(f"{rule.id} ({rule.group})")
    assert "What to do: " in printed and all(line in printed for line in rule.example.splitlines())
    assert main(["rule", rule.id, "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["id"] == rule.id


def test_all_are_listed_and_a_mistyped_one_is_answered_by_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rule"]) == 0
    printed = capsys.readouterr().out
    assert all(f"  {rule.id} " in printed for rule in RULES)
    assert main(["rule", "parnt"]) == 2
    assert "topgen: there is no rule 'parnt' (did you mean parent?)" in capsys.readouterr().err
