"""API names become paths only when they are safe on every system."""

from __future__ import annotations

from pathlib import PurePosixPath

import pytest

from topgen.errors import NameConflictError
from topgen.spec.names import LONGEST_API_NAME, check_api_name, spec_path

WORDS = "it must be two or more words of A-Z, a-z, 0-9, _ and - with single dots between them"


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("taobao.time.get", "apis/taobao/taobao.time.get.yaml"),
        ("x.y", "apis/x/x.y.yaml"),
        ("alibaba.Some-Thing.get_2", "apis/alibaba/alibaba.Some-Thing.get_2.yaml"),
        ("taobao.console.get", "apis/taobao/taobao.console.get.yaml"),
        ("a." + "b" * (LONGEST_API_NAME - 2), f"apis/a/a.{'b' * (LONGEST_API_NAME - 2)}.yaml"),
    ],
)
def test_a_usable_name_gives_the_path_of_its_spec(name: str, path: str) -> None:
    assert check_api_name(name, "page.txt", 3) == name
    assert spec_path(name) == PurePosixPath(path)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("", f"'' cannot be an API name: {WORDS}"),
        ("time", f"'time' cannot be an API name: {WORDS}"),
        ("a..b", WORDS),
        (".a.b", WORDS),
        ("a.b.", WORDS),
        ("../../x", WORDS),
        ("a/b.c", WORDS),
        ("a\\b.c", WORDS),
        ("a.b\n", WORDS),
        ("a.b\0", r"'a.b\x00' cannot be"),
        ("a.b\u202e", r"'a.b\u202e' cannot be"),
        ("淘宝.time", r"'\u6dd8\u5b9d.time' cannot be"),
        ("a.b c", WORDS),
        ("a.CON.b", "'a.CON.b' cannot be an API name: no file or folder can be called CON on Windows"),
        ("nul.get", "no file or folder can be called nul on Windows"),
        ("a.lpt1", "no file or folder can be called lpt1 on Windows"),
        ("a." + "b" * LONGEST_API_NAME, "it has 122 characters, and 120 are the limit"),
    ],
    ids=ascii,
)
def test_any_other_name_is_refused_with_its_place_and_the_reason(name: str, message: str) -> None:
    with pytest.raises(NameConflictError) as caught:
        check_api_name(name, "page.txt", 3)
    assert str(caught.value).startswith("page.txt:3: ")
    assert message in str(caught.value)
    with pytest.raises(NameConflictError):
        spec_path(name)
