"""APIs called like something that the package has already: it is imported, called and type-checked all the same."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from topgen.cli import main
from topgen.errors import SpecFormatError
from topgen.python_model import load_lock

PAGE = """\
{name} (x)

请求参数

名称 类型 是否必须 示例值 更多限制 描述
text String 必须 abc 备忘的内容

响应参数

名称 类型 示例值 描述
id Number 1 编号

错误码解释

错误码 错误描述 解决方案
"""
NAMES = (
    *("property.a.b", "Client.a.b", "AsyncClient.a.b", "TopClient.a.b", "settings.a.b", "apis.a.b"),
    *("deferred.a.b", "annotations.a.b", "execute.a.b", "close.a.b", "self.a.b"),
    *("taobao.http", "taobao.http.x", "taobao.paged", "taobao.untyped", "taobao.top.client", "taobao.request"),
    *("taobao.ClientT.get", "taobao.Group.get", "taobao.Operation.get", "taobao.property.get", "taobao.class.get"),
    *("taobao.TYPE_CHECKING.x", "taobao._client.x", "taobao._open.x", "taobao.deferred.x", "taobao.annotations.x"),
    *(
        "taobao.a.close",
        "taobao.a.self",
        "taobao.a.__init__",
        "taobao.a._open",
        "taobao.a.ClientT",
        "taobao.a.property",
    ),
    *("taobao.a.import", "taobao.a.None", "taobao.a.print", "taobao.a.Operation", "taobao.type.int", "taobao.int.type"),
)
PROGRAM = """
import importlib, pkgutil
import topclient
from topclient import _index
for module in pkgutil.walk_packages(topclient.__path__, "topclient."):
    if "__main__" not in module.name:
        importlib.import_module(module.name)
for name, module in _index.PUBLIC.items():
    assert getattr(topclient, name).__module__ == f"topclient.apis.{module}", name
for client in (topclient.TopClient, topclient.AsyncTopClient):
    for api, path in _index.METHODS.items():
        place, _, request = path.partition(":")
        found = client("1", "s", gateway="http://127.0.0.1:1/")
        for word in place.split("."):
            found = getattr(found, word)
        assert found.__func__.request.__name__ == request, api
        assert found.__func__.request.__api__.name == api
print(len(_index.METHODS))
"""


@pytest.mark.slow
def test_a_package_of_names_that_hurt_is_sound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    pages = Path("specs/pages")
    pages.mkdir(parents=True)
    for number, name in enumerate(NAMES):
        (pages / f"{number}.txt").write_text(PAGE.replace("{name}", name), "utf-8")
    assert main(["build", "-q"]) == 0
    names = {names.api for names in load_lock(Path("specs/names.lock.yaml").read_text("utf-8")).entries}
    assert names == set(NAMES)
    source = Path("generated/src").resolve()
    called = subprocess.run([sys.executable, "-c", PROGRAM], cwd=source, capture_output=True, text=True, check=False)
    assert called.stdout == f"{len(names)}\n", called.stderr
    command = [sys.executable, "-m", "mypy", "--strict", "--no-incremental", "generated/src/topclient"]
    checked = subprocess.run(command, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout


@pytest.mark.parametrize(
    "place",
    ["property.a.b:X", "close.a.b:X", "x.property.b:X", "x.a.property:X", "x.a.ClientT:X", "x.a.b:Http", "con.a.b:X"],
)
def test_a_lock_gives_no_such_name_either(place: str) -> None:
    with pytest.raises(SpecFormatError, match="is a name that the package has for something else") as caught:
        load_lock(f"# heading\nx.a.b: {place}\n", "names.lock.yaml")
    assert caught.value.line == 2
