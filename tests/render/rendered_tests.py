"""Rendered packages on disk, and their tests run in a process of their own.

In:  specs. Out: the folder of a package; the first failure of the tests of some API, with other files if wanted.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from packages_by_hand import RUNTIME, TEMPLATES
from trees import write_tree
from whole_packages import build_package, render_package

from topgen.python_model import NameLock
from topgen.python_model.lock import Names, extend_lock
from topgen.spec.model import Api

Job = tuple[Names, Mapping[str, str]]
"""Whose tests to run, and what some files of the package say while they run."""


def write_package(apis: Iterable[Api], folder: Path) -> dict[str, Names]:
    """Write the package of the APIs with its tests, and return their names."""
    by_name = {api.name: api for api in apis}
    package = build_package(list(by_name.values()), NameLock())
    write_tree(render_package(package, TEMPLATES, RUNTIME, folder.parent / "cache"), folder)
    return {names.api: names for names in extend_lock(NameLock(), by_name).entries}


def file_of_tests(names: Names) -> str:
    folder, _, module = names.path.replace(".", "/").rpartition("/")
    return f"tests/{folder}/test_{module}.py"


def run_tests(package: Path, jobs: Iterable[Job]) -> list[str]:
    """Return the first failure of each job; empty where all tests pass."""
    lines = (json.dumps([file_of_tests(names).removesuffix(".py").replace("/", "."), files]) for names, files in jobs)
    program = [sys.executable, str(Path(__file__).with_name("run_tests.py")), str(package)]
    done = subprocess.run(program, input="\n".join(lines), capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]
