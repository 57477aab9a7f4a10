"""Every rendered file, compared statement by statement with the model that it was rendered from."""

from __future__ import annotations

from pathlib import Path

import pytest
from comparison import compare
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from packages_by_hand import HOSTILE, NAMES, RUNTIME, TEMPLATES, a_package
from whole_packages import Package, build_package, render_package

from topgen.python_model import NameLock
from topgen.spec.spec_file import load_api

CASES = Path(__file__).parents[1] / "cases"
API_FILE = "src/topclient/apis/taobao/time/get.py"


def rendered(package: Package, cache: Path) -> dict[str, bytes]:
    return {file.path: file.data for file in render_package(package, TEMPLATES, RUNTIME, cache)}


def compared(package: Package, tmp_path: Path) -> None:
    compare(package, rendered(package, tmp_path), rendered(a_package(), tmp_path))


@pytest.mark.parametrize("layout", sorted(path.name for path in CASES.iterdir()))
def test_every_case_is_rendered_as_its_model_says(layout: str, tmp_path: Path) -> None:
    apis = [load_api(path.read_text("utf-8"), str(path)) for path in (CASES / layout).glob("*/spec.txt")]
    compared(build_package(apis, NameLock()), tmp_path)


@pytest.mark.parametrize("words", ["说明", *HOSTILE])
@pytest.mark.slow
def test_every_feature_is_rendered_as_its_model_says_whatever_the_words(words: str, tmp_path: Path) -> None:
    compared(a_package(*NAMES, words=words), tmp_path)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(codec=None), max_size=80))
def test_any_words_stay_words(tmp_path: Path, words: str) -> None:
    compared(a_package("taobao.time.get", words=words), tmp_path)


@pytest.mark.parametrize(
    ("original", "forged"),
    [
        (b"    when: datetime | None = None", b"    when: datetime | None"),
        (b"    when: datetime | None = None", b"    when: str | None = None"),
        (b"class TimeGetResponse(Response):", b"class TimeGetResponse(Struct):"),
        (b"@dataclass(kw_only=True, slots=True)", b"@dataclass(kw_only=True)"),
        ("说明".encode(), "说".encode()),
        (b'session="unknown"', b'session="none"'),
        (b"PagedRequest[TimeGetResponse, ", b"PagedRequest[Response, "),
        (b"first=0", b"first=1"),
        (b'page="page"', b'page="items"'),
        (b"Inferred(max_bytes=60)", b"Inferred(max_items=60)"),
        (b"(CallerError):", b"(PlatformError):"),
        (b"__documented__ =", b"documented ="),
        (b"    errors=(", b"    errors=(TimeGetResponse, "),
    ],
)
def test_a_module_that_is_not_its_model_is_found(original: bytes, forged: bytes, tmp_path: Path) -> None:
    package = a_package("taobao.time.get")
    files, empty = rendered(package, tmp_path), rendered(a_package(), tmp_path)
    assert original in files[API_FILE]
    files[API_FILE] = files[API_FILE].replace(original, forged, 1)
    with pytest.raises(AssertionError):
        compare(package, files, empty)
