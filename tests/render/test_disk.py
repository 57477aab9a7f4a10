"""The tree on disk: only what changed, all or nothing, and nothing that is not ours."""

from __future__ import annotations

import json
import os
import signal
import sys
from multiprocessing import Process
from pathlib import Path

import pytest
from trees import write_tree

from topgen.errors import GeneratorError, NameConflictError, UsageError
from topgen.render import Drift, OutputFile, find_drift, read_manifest, show_drift
from topgen.render.manifest import MANIFEST

OLD = (
    OutputFile("README.md", b"old\n"),
    OutputFile("src/topclient/a.py", b"a = 1\n"),
    OutputFile("src/topclient/gone/b.py", b"b = 1\n"),
    OutputFile("src/topclient/same.py", b"same = 1\n"),
)
NEW = (
    OutputFile("README.md", b"new\n"),
    OutputFile("src/topclient/a.py", b"a = 2\n"),
    OutputFile("src/topclient/fresh/c.py", b"c = 1\n"),
    OutputFile("src/topclient/same.py", b"same = 1\n"),
)


def tree(out: Path) -> dict[str, bytes]:
    """What stands there, without the files that start with a dot."""
    files = (path for path in out.rglob("*") if path.is_file())
    names = {path.relative_to(out).as_posix(): path for path in files}
    return {name: path.read_bytes() for name, path in names.items() if not name.startswith(".")}


def as_tree(files: tuple[OutputFile, ...]) -> dict[str, bytes]:
    return {file.path: file.data for file in files}


@pytest.fixture
def out(tmp_path: Path) -> Path:
    write_tree(OLD, tmp_path / "out")
    return tmp_path / "out"


def test_the_tree_becomes_the_files(out: Path) -> None:
    changes = write_tree(NEW, out)
    assert tree(out) == as_tree(NEW)
    assert not (out / "src/topclient/gone").exists()
    assert changes.drift.new == ("src/topclient/fresh/c.py",)
    assert changes.drift.vanished == ("src/topclient/gone/b.py",)
    assert {"README.md", "src/topclient/a.py"} <= set(changes.drift.changed)
    assert find_drift(NEW, out).stale == ()


def test_what_did_not_change_is_not_touched(out: Path) -> None:
    ours = [path for path in out.rglob("*") if path.name != ".topgen-lock"]  # which some versions of filelock touch
    before = [path.stat().st_mtime_ns for path in ours]
    assert write_tree(OLD, out).drift == Drift(unchanged=len(OLD) + 1)
    assert [path.stat().st_mtime_ns for path in ours] == before
    same = (out / "src/topclient/same.py").stat().st_mtime_ns
    write_tree(NEW, out)
    assert (out / "src/topclient/same.py").stat().st_mtime_ns == same


def test_what_the_tree_was_chosen_by_is_recorded_and_a_change_of_it_is_drift(out: Path) -> None:
    assert write_tree(OLD, out, ("taobao.*",)).drift.changed == (MANIFEST,)
    assert read_manifest(out).only == ("taobao.*",)
    assert find_drift(OLD, out, ("taobao.*",)).stale == ()
    assert find_drift(OLD, out).stale == (MANIFEST,)


def test_a_tree_laid_out_by_another_black_is_told_from_an_edit_by_hand(out: Path) -> None:
    path = out / MANIFEST
    assert find_drift(OLD, out).laid_out_by == ""
    path.write_text(json.dumps(json.loads(path.read_text()) | {"black": "1999"}), "utf-8")
    drift = find_drift(NEW, out)
    assert (drift.laid_out_by, drift.edited) == ("1999", ())
    assert MANIFEST in drift.changed and "src/topclient/a.py" in drift.changed
    for unknown in ("", "26; rm", 26, None):
        path.write_text(json.dumps(json.loads(path.read_text()) | {"black": unknown}), "utf-8")
        assert find_drift(OLD, out).laid_out_by == ""


def test_an_edit_by_hand_is_told_from_a_change_of_the_specs(out: Path) -> None:
    (out / "src/topclient/a.py").write_bytes(b"a = 3\n")
    (out / "README.md").unlink()
    drift = find_drift(OLD, out)
    assert (drift.edited, drift.new, drift.changed) == (("src/topclient/a.py",), ("README.md",), ())
    assert find_drift(NEW, out).edited == ("src/topclient/a.py",)


def test_the_difference_is_shown_as_a_unified_diff(out: Path) -> None:
    shown = "".join(show_drift(NEW, out, find_drift(NEW, out)))
    assert "--- out/src/topclient/a.py\n+++ out/src/topclient/a.py\n@@ -1 +1 @@\n-a = 1\n+a = 2\n" in shown
    assert "--- /dev/null\n+++ out/src/topclient/fresh/c.py\n" in shown
    assert "--- out/src/topclient/gone/b.py\n+++ /dev/null\n" in shown


def test_a_tree_that_is_not_there_is_all_new_and_stays_away(tmp_path: Path) -> None:
    assert len(find_drift(OLD, tmp_path / "none").new) == len(OLD) + 1
    assert not (tmp_path / "none").exists()


def test_what_is_not_ours_is_left_alone_and_python_among_it_is_reported(out: Path) -> None:
    for path in ("notes.txt", "src/topclient/mine.py", "src/topclient/gone/__pycache__/b.pyc", ".venv/x.py"):
        (out / path).parent.mkdir(parents=True, exist_ok=True)
        (out / path).write_bytes(b"mine = 1\n")
    changes = write_tree(NEW, out)
    assert changes.drift.foreign == ("src/topclient/mine.py",)
    assert {"notes.txt", "src/topclient/mine.py", "src/topclient/gone/__pycache__/b.pyc"} <= tree(out).keys()
    assert (out / ".venv/x.py").exists()


def test_what_python_made_of_a_vanished_module_goes_with_it(out: Path) -> None:
    compiled = out / "src/topclient/gone/__pycache__/b.cpython-311.opt-1.pyc"
    others = [out / "src/topclient/__pycache__" / name for name in ("a.cpython-311.pyc", "mine.cpython-311.pyc")]
    for path in (compiled, *others):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"")
    write_tree(NEW, out)
    assert not (out / "src/topclient/gone").exists()
    assert all(path.exists() for path in others)


def test_a_folder_of_somebody_else_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_bytes(b"mine\n")
    (tmp_path / "src/topclient").mkdir(parents=True)
    (tmp_path / "src/topclient/same.py").write_bytes(b"same = 1\n")
    before = tree(tmp_path)
    with pytest.raises(UsageError, match=r"README\.md"):
        write_tree(OLD, tmp_path)
    assert tree(tmp_path) == before
    (tmp_path / "README.md").unlink()
    write_tree(OLD, tmp_path)
    assert tree(tmp_path) == as_tree(OLD)


def test_a_vanished_file_that_was_edited_is_kept_and_reported(out: Path) -> None:
    (out / "src/topclient/gone/b.py").write_bytes(b"precious = 1\n")
    changes = write_tree(NEW, out)
    assert changes.drift.kept == ("src/topclient/gone/b.py",)
    assert (out / "src/topclient/gone/b.py").read_bytes() == b"precious = 1\n"


@pytest.mark.parametrize(
    "text",
    [
        *("", "[]", "{", "[" * 100_000, '{"files": ["../victim"]}', '{"files": null, "only": 1}'),
        *('{"files": {"../victim": "x"}}', '{"files": {"/etc/passwd": "x"}}', '{"files": {"a/../../victim": 1}}'),
    ],
)
def test_a_broken_or_hostile_manifest_owns_nothing(text: str, out: Path) -> None:
    victim = out.parent / "victim"
    victim.write_bytes(b"x")
    (out / MANIFEST).write_text(text, "utf-8")
    write_tree(NEW, out)
    assert victim.exists()
    assert (out / "src/topclient/gone/b.py").exists()
    assert find_drift(NEW, out).foreign == ("src/topclient/gone/b.py",)


@pytest.mark.parametrize("path", ["../x", "/x", "a/../../x", "a//b", "", ".", "a/.", "a\\b", "a\0", "a/", "值", "a b"])
def test_no_path_leaves_the_tree(path: str, tmp_path: Path) -> None:
    with pytest.raises(NameConflictError):
        write_tree((OutputFile(path, b""),), tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


def test_a_symbolic_link_leads_nowhere(out: Path) -> None:
    elsewhere = out.parent / "elsewhere"
    elsewhere.mkdir()
    (out / "src/topclient/fresh").symlink_to(elsewhere)
    with pytest.raises(NameConflictError):
        write_tree(NEW, out)
    assert list(elsewhere.iterdir()) == []
    assert tree(out) == as_tree(OLD)


def test_a_link_in_the_place_of_a_file_is_replaced_and_its_target_is_not(out: Path) -> None:
    target = out.parent / "target"
    target.write_bytes(b"mine\n")
    (out / "README.md").unlink()
    (out / "README.md").symlink_to(target)
    write_tree(NEW, out)
    assert target.read_bytes() == b"mine\n"
    assert tree(out) == as_tree(NEW)


@pytest.mark.skipif(sys.platform == "win32", reason="limits the size of files")
def test_a_disk_that_is_full_is_told_and_not_kept_full(out: Path) -> None:
    import resource

    before, limit = tree(out), resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, limit[1]))
    try:
        with pytest.raises(GeneratorError, match="cannot be written"):
            write_tree((*NEW, OutputFile("z.txt", b"z" * 20_000)), out)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limit)
        signal.signal(signal.SIGXFSZ, handler)
    assert tree(out) == before and not list(out.glob(".topgen-staging-*"))


def killed_at(moment: int, out: Path) -> bool:
    """Write the new tree in a process that dies, as by kill -9, at its n-th look at the tree; whether it died."""
    child = os.fork()
    if child == 0:
        looks = iter(range(1, moment + 1))

        def die(event: str, arguments: tuple[object, ...]) -> None:
            changes = event in ("os.rename", "os.mkdir", "os.remove", "os.rmdir", "open")
            if changes and str(out) in repr(arguments) and next(looks, moment) == moment:
                os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(die)
        write_tree(NEW, out)
        os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def test_a_run_killed_at_any_moment_is_undone_or_finished_by_the_next(tmp_path: Path) -> None:
    undone = finished = 0
    for moment in range(1, 200):
        out = tmp_path / str(moment)
        write_tree(OLD, out)
        if not killed_at(moment, out):
            break
        if (out / ".topgen-pending").exists():
            finished += write_tree(NEW, out).resumed
        elif tree(out) == as_tree(OLD):
            undone += 1
            assert find_drift(OLD, out).stale == ()
        assert not write_tree(NEW, out).resumed
        assert tree(out) == as_tree(NEW)
        assert {path.name for path in out.glob(".*")} == {MANIFEST, ".topgen-lock"}
    else:
        pytest.fail("no run came to its end")
    assert undone > 5
    assert finished > 5


def write_often(files: tuple[OutputFile, ...], out: Path) -> None:
    for _ in range(30):
        write_tree(files, out)


def test_two_runs_at_once_leave_the_tree_of_one_of_them(out: Path) -> None:
    runs = [Process(target=write_often, args=(files, out)) for files in (OLD, NEW)]
    for run in runs:
        run.start()
    for run in runs:
        run.join()
    assert [run.exitcode for run in runs] == [0, 0]
    assert tree(out) in (as_tree(OLD), as_tree(NEW))
    assert find_drift(OLD, out).stale == () or find_drift(NEW, out).stale == ()
