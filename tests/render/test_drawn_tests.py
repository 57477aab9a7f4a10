"""The rendered tests of any API: what black would write, what the verifier takes, and true of client and gateway."""

from __future__ import annotations

import re
from pathlib import Path

from black import format_str
from black.mode import Mode, TargetVersion
from drawn_apis import apis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from packages_by_hand import RUNTIME, TEMPLATES
from rendered_tests import run_tests, write_package
from whole_packages import build_package, render_package

from topgen.python_model import NameLock
from topgen.spec.model import Api

MODE = Mode(target_versions={TargetVersion.PY311}, line_length=120)
many_apis = st.lists(apis(), min_size=5, max_size=15, unique_by=lambda api: re.split(r"\.", api.name)[0])
# Not made smaller: each try takes a second.
settled = settings(deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.explicit, Phase.generate])


@settings(settled, max_examples=4)
@given(many_apis)
def test_black_has_nothing_to_change(tmp_path: Path, drawn: list[Api]) -> None:
    package = build_package(drawn, NameLock())
    for file in render_package(package, TEMPLATES, RUNTIME, tmp_path / "cache"):
        if file.path.startswith("tests/") and file.path.endswith(".py"):
            assert format_str(file.data.decode(), mode=MODE) == file.data.decode()


@settings(settled, max_examples=3)
@given(many_apis)
def test_they_pass(tmp_path: Path, drawn: list[Api]) -> None:
    package = tmp_path / str(len(list(tmp_path.iterdir())))
    names = write_package(drawn, package)
    told = run_tests(package, [(each, {}) for each in names.values()])
    assert {name: failure for name, failure in zip(names, told, strict=True) if failure} == {}
