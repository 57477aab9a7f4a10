"""The rendered tests notice a wrong fact: in the spec that the package is rendered from, and in themselves."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from mutants import OTHER, mutants
from packages_by_hand import RUNTIME, TEMPLATES

from topgen.python_model import NameLock, build_package
from topgen.python_model.lock import Names, extend_lock
from topgen.render import render_package, write_tree
from topgen.render.environment import Templates
from topgen.spec.model import Api
from topgen.spec.spec_file import load_api

TESTS = Path(__file__).parents[1]
SOURCE = "src/topclient"


def read_apis() -> dict[str, Api]:
    apis = (load_api(path.read_text("utf-8"), str(path)) for path in sorted(TESTS.glob("cases/*/*/spec.txt")))
    return {api.name: api for api in apis}


APIS = read_apis()
NAMES = {names.api: names for names in extend_lock(NameLock(), APIS).entries}


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A package of all cases with their tests."""
    folder = tmp_path_factory.mktemp("package")
    write_tree(
        render_package(build_package(list(APIS.values()), NameLock()), TEMPLATES, RUNTIME, folder / "cache"), folder
    )
    return folder


def run(package: Path, jobs: Iterable[tuple[str, dict[str, str]]]) -> list[str]:
    """Return the first failure of an API's tests for each job, in which some files of the package are other ones."""
    lines = (json.dumps([file_of_tests(api).removesuffix(".py").replace("/", "."), files]) for api, files in jobs)
    program = [sys.executable, str(Path(__file__).with_name("run_mutants.py")), str(package)]
    done = subprocess.run(program, input="\n".join(lines), capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def file_of_tests(api: str) -> str:
    folder, _, module = NAMES[api].path.replace(".", "/").rpartition("/")
    return f"tests/{folder}/test_{module}.py"


def rendered(api: Api, names: Names, templates: Templates) -> dict[str, str]:
    """Return the files of a package that a spec decides."""
    package = build_package([api], NameLock((names,)), with_tests=False)
    (module,), (example,) = package.modules, package.examples
    inside = "{group}/" if module.group else ""
    text, _ = templates.render(f"{SOURCE}/apis/{{prefix}}/{inside}{{module}}.py.j2", module=module)
    code = f"{SOURCE}/apis/{names.path.replace('.', '/')}.py"
    return {code: text, f"{SOURCE}/mock/examples/{api.name}.json": example.text}


def test_the_rendered_tests_pass(package: Path) -> None:
    assert run(package, [(name, {}) for name in APIS]) == [""] * len(APIS)


@pytest.mark.slow
def test_a_wrong_fact_in_a_spec_makes_its_tests_fail(package: Path) -> None:
    templates = Templates(TEMPLATES)
    faults = [(name, fault, mutant) for name, api in APIS.items() for fault, mutant in mutants(api)]
    told = run(package, [(name, rendered(mutant, NAMES[name], templates)) for name, _, mutant in faults])
    assert [f"{name}: {fault}" for (name, fault, _), failure in zip(faults, told, strict=True) if not failure] == []
    assert len(faults) > 300


def other_constants(source: str) -> Iterator[tuple[str, str]]:
    """Yield tests with one value that they expect changed, behind the line that is other."""
    lines = source.splitlines(keepends=True)
    for constant in expected_constants(ast.parse(source)):
        at, line = constant.lineno - 1, lines[constant.lineno - 1].encode()
        other = repr(OTHER[type(constant.value)](constant.value)).encode()
        changed = (line[: constant.col_offset] + other + line[constant.end_col_offset :]).decode()
        yield changed.strip(), "".join((*lines[:at], changed, *lines[at + 1 :]))


def expected_constants(tree: ast.Module) -> Iterator[ast.Constant]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Assert | ast.AnnAssign):
            for constant in ast.walk(node):
                one_line = isinstance(constant, ast.Constant) and constant.lineno == constant.end_lineno
                if isinstance(constant, ast.Constant) and one_line and type(constant.value) in OTHER:
                    yield constant


@pytest.mark.slow
def test_a_wrong_expectation_makes_the_tests_fail(package: Path) -> None:
    jobs = []
    for api in APIS:
        source = (package / file_of_tests(api)).read_text("utf-8")
        jobs += [(f"{api}: {line}", api, {file_of_tests(api): text}) for line, text in other_constants(source)]
    told = run(package, [(api, files) for _, api, files in jobs])
    assert [line for (line, *_), failure in zip(jobs, told, strict=True) if not failure] == []
    assert len(jobs) > 150
