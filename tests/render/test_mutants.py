"""The rendered tests notice a wrong fact: in the spec that the package is rendered from, and in themselves."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from mutants import OTHER, mutants
from packages_by_hand import TEMPLATES
from rendered_tests import file_of_tests, run_tests, write_package
from whole_packages import build_package

from topgen.python_model import NameLock
from topgen.python_model.lock import Names, extend_lock
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
    folder = tmp_path_factory.mktemp("package") / "generated"
    write_package(APIS.values(), folder)
    return folder


def test_the_rendered_tests_pass(package: Path) -> None:
    assert run_tests(package, [(names, {}) for names in NAMES.values()]) == [""] * len(NAMES)


@pytest.mark.slow
def test_a_wrong_fact_in_a_spec_makes_its_tests_fail(package: Path) -> None:
    templates = Templates(TEMPLATES)
    faults = [(NAMES[name], fault, mutant) for name, api in APIS.items() for fault, mutant in mutants(api)]
    told = run_tests(package, [(names, rendered(mutant, names, templates)) for names, _, mutant in faults])
    assert [
        f"{names.api}: {fault}" for (names, fault, _), failure in zip(faults, told, strict=True) if not failure
    ] == []
    assert len(faults) > 300


def rendered(api: Api, names: Names, templates: Templates) -> dict[str, str]:
    """Return the files of a package that a spec decides."""
    package = build_package([api], NameLock((names,)), with_tests=False)
    (code,) = package.apis
    module, example = code.module, code.examples
    inside = "{group}/" if module.group else ""
    text, _ = templates.render(f"{SOURCE}/apis/{{prefix}}/{inside}{{module}}.py.j2", module=module)
    code = f"{SOURCE}/apis/{names.path.replace('.', '/')}.py"
    return {code: text, f"{SOURCE}/mock/examples/{api.name}.json": example.text}


@pytest.mark.slow
def test_a_wrong_expectation_makes_the_tests_fail(package: Path) -> None:
    jobs = []
    for names in NAMES.values():
        file = file_of_tests(names)
        for line, text in other_constants((package / file).read_text("utf-8")):
            jobs.append((f"{names.api}: {line}", (names, {file: text})))
    told = run_tests(package, [job for _, job in jobs])
    assert [line for (line, _), failure in zip(jobs, told, strict=True) if not failure] == []
    assert len(jobs) > 150


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
