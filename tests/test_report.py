"""The report of a run: short runs line by line, long runs by kind, everything for machines."""

from __future__ import annotations

from types import SimpleNamespace

from topgen.report.folding import MANY, SHOWN, Entry, fold
from topgen.report.lines import explained_share


def lines(kinds: list[str]) -> list[str]:
    return [f"{label:<11}{text}" for label, text in fold(entries(kinds))]


def entries(kinds: list[str]) -> list[Entry]:
    return [Entry("doubt", f"{kind} {number}", kind) for number, kind in enumerate(kinds)]


def test_few_lines_are_all_shown_in_their_order() -> None:
    assert lines(["b", "a", "b"]) == ["doubt      b 0", "doubt      a 1", "doubt      b 2"]
    assert len(lines(["a"] * MANY)) == MANY


def test_many_lines_are_counted_by_kind() -> None:
    shown = lines(["a", "b"] + ["a"] * 5000)
    assert shown[0] == "doubt      5,001 of the kind 'a':"
    assert shown[1 : 1 + SHOWN] == ["doubt      a 0", "doubt      a 2", "doubt      a 3"]
    assert shown[1 + SHOWN] == "           (… 4,998 more; -v or --format json lists all)"
    assert shown[2 + SHOWN :] == ["doubt      1 of the kind 'b':", "doubt      b 1"]


def test_lines_without_a_kind_are_cut_too() -> None:
    more = "           (… 27 more; -v or --format json lists all)"
    assert lines([""] * 30) == ["doubt      0", "doubt      1", "doubt      2", more]


def test_whoever_asks_for_everything_gets_every_line() -> None:
    assert list(fold(entries(["a", "b"] * 500), everything=True)) == [
        ("doubt", f"{'ab'[number % 2]} {number}") for number in range(1000)
    ]


def test_lines_of_different_labels_are_not_counted_together() -> None:
    mixed = [Entry(label, label) for label in ("new", "gone") * MANY]
    assert list(fold(mixed)) == [(label, label) for label in ("new", "gone") * MANY]


def test_no_page_writes_on_the_terminal() -> None:
    assert list(fold([Entry("doubt", "a\x1b[31m\nb")])) == [("doubt", "a\\x1b[31m b")]


def test_the_share_is_whole_only_where_all_is_explained() -> None:
    def share(explained: int, total: int) -> str:
        return explained_share(SimpleNamespace(explained=explained, total=total))  # type: ignore[arg-type]

    assert share(10_000, 10_000) == "; 100.0 % of 10,000 lines and cells explained"
    assert share(99_999, 100_000) == "; 99.9 % of 100,000 lines and cells explained"
    assert share(0, 0) == ""
