"""A package of another name: our own words say it everywhere, and what pages say stays as they say it."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from black import format_str
from black.mode import Mode, TargetVersion
from packages_by_hand import NAMES, RUNTIME, TEMPLATES, an_api
from whole_packages import build_package, render_package

from topgen.errors import RenderingError
from topgen.package_metadata import TOPCLIENT, PackageMetadata
from topgen.python_model import NameLock

pytestmark = pytest.mark.slow

SHOP = PackageMetadata("shop_api", "2.3.4", "王小明", "wang@shop.example")
EQUAL = PackageMetadata("shopfront")
"""As long as the name of before, so that no line breaks elsewhere."""
LONG = PackageMetadata("our_own_client_of_the_open_platform")


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


def rendered(
    cache: Path, metadata: PackageMetadata, *names: str, words: str = "说明", templates: Path = TEMPLATES
) -> dict[str, str]:
    """The texts of a package by their paths."""
    package = build_package([an_api(name, words) for name in names], NameLock(), metadata=metadata)
    return {file.path: file.data.decode() for file in render_package(package, templates, RUNTIME, cache)}


def test_nothing_says_the_name_of_before(cache: Path) -> None:
    files = rendered(cache, SHOP, *NAMES)
    assert [path for path, text in files.items() if "topclient" in path or "topclient" in text] == []
    before = rendered(cache, TOPCLIENT, *NAMES)
    assert sorted(path.replace("src/topclient/", "src/shop_api/") for path in before) == sorted(files)


def test_what_is_no_word_of_its_own_stays(cache: Path) -> None:
    files = rendered(cache, SHOP, *NAMES)
    client = files["src/shop_api/client.py"]
    assert "class TopClient(Client):" in client and "from shop_api._runtime.client import" in client
    assert 'pip install "shop-api[mock]"' in files["src/shop_api/mock/extra.py"]
    points = tomllib.loads(files["pyproject.toml"])["project"]["entry-points"]["pytest11"]
    assert points == {
        "shop_api_mock": "shop_api.mock.pytest_plugin",
        "shop_api_testing": "shop_api.testing.pytest_plugin",
    }


def test_what_a_page_says_is_not_renamed(cache: Path) -> None:
    words = "from topclient import topclient; topclient[mock], topclient.apis.x"
    before, after = (
        rendered(cache, metadata, "taobao.topclient.topclient.get", words=words) for metadata in (TOPCLIENT, EQUAL)
    )
    example = "mock/examples/taobao.topclient.topclient.get.json"
    assert after[f"src/{EQUAL.name}/{example}"] == before[f"src/topclient/{example}"]
    assert words in before["src/topclient/apis/taobao/topclient/topclient_get.py"]
    ours = re.compile(r'^( *from |.*deferred\(\s*")topclient\b', re.MULTILINE)
    for file in ("topclient/topclient_get.py", "topclient/__init__.py", "__init__.py"):
        path = f"apis/taobao/{file}"
        assert after[f"src/{EQUAL.name}/{path}"] == ours.sub(rf"\1{EQUAL.name}", before[f"src/topclient/{path}"])
    tests = "tests/taobao/topclient/test_topclient_get.py"
    assert after[tests] == ours.sub(rf"\1{EQUAL.name}", before[tests])


def test_the_project_says_name_version_and_author(cache: Path) -> None:
    before, after = (
        tomllib.loads(rendered(cache, metadata, *NAMES)["pyproject.toml"])["project"] for metadata in (TOPCLIENT, SHOP)
    )
    changed = {key: value for key, value in after.items() if value != before.get(key) and key != "entry-points"}
    author = {"name": "王小明", "email": "wang@shop.example"}
    assert changed == {"name": "shop-api", "version": "2.3.4", "authors": [author]}


def test_without_a_name_of_its_own_only_the_project_changes(cache: Path) -> None:
    before, after = (
        rendered(cache, metadata, *NAMES) for metadata in (TOPCLIENT, PackageMetadata(author="O'Neil \"& Söhne"))
    )
    assert [path for path in before if before[path] != after[path]] == ["pyproject.toml"]
    assert "Raised by hand" in after["pyproject.toml"]


def test_a_template_without_a_place_for_the_version_is_told(tmp_path: Path, cache: Path) -> None:
    for path in TEMPLATES.rglob("*"):
        place = tmp_path / path.relative_to(TEMPLATES)
        if path.is_file():
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(path.read_bytes().replace(b"\nversion = ", b"\ndynamic = "))
    with pytest.raises(RenderingError, match="no place for name, version and author"):
        rendered(cache, SHOP, *NAMES, templates=tmp_path)


def test_black_leaves_a_package_of_a_long_name_alone(cache: Path) -> None:
    for path, text in rendered(cache, LONG, *NAMES).items():
        if path.endswith((".py", ".pyi")):
            mode = Mode(target_versions={TargetVersion.PY311}, line_length=120, is_pyi=path.endswith("i"))
            assert format_str(text, mode=mode) == text, path
