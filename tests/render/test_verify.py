"""What a rendered file may hold: whatever goes wrong before it, no statement of a page gets into a module."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from packages_by_hand import RUNTIME, TEMPLATES, a_package
from whole_packages import render_package

from topgen.errors import RenderingError
from topgen.python_model.code import Code, identifier, literal
from topgen.render.verify import verify

TEMPLATE = '''from __future__ import annotations

from topclient._runtime.model import Request

"""What the template says."""


@dataclass(kw_only=True, slots=True)
class (Request):
    : int = None
'''
MODEL = (identifier("Name"), identifier("exec"), identifier("os"), literal("words of the page"), literal("import os"))
TEXT = '''from __future__ import annotations

from topclient._runtime.model import Request

"""What the template says."""


@dataclass(kw_only=True, slots=True)
class Name(Request):
    """words of the page"""

    exec: int = None
    """import os"""
    os: int = None
'''


def test_a_file_in_the_words_of_its_model_and_its_template_passes() -> None:
    verify(TEXT, MODEL, TEMPLATE, "x.py")


@pytest.mark.parametrize(
    "statement",
    [
        *("import os", "from os import exec", "from topclient import *", "from . import os", "from .os import exec"),
        *('exec("import os")', '@exec\nclass Name: """import os"""', "@os\nclass Name: pass"),
        *("@dataclass\nclass Name: pass", "@dataclass(kw_only=os, slots=True)\nclass Name: pass"),
        *("class Name(metaclass=exec): pass", "class Name(*exec): pass", 'Name = os("import os")'),
        *("lambda: exec", "[exec for os in Name]", "{exec: os for os in Name}", "(Name := exec)", 'f"{exec}"', "*os"),
        *("async def Name(): pass", "def Name(): yield exec", "def Name(os=exec): pass\nName()", "await os"),
        *("with exec: pass", "try: pass\nexcept os: pass", "while os: pass", "for os in exec: pass", "raise exec"),
        *("del os", "global os", "assert os", "match os:\n case exec: pass", "os += exec", "os if exec else Name"),
        *("os < exec", "not os", "os and exec", "os + exec", "os % exec", "os @ exec", "os[exec:Name]", "os.exec()"),
        *("unknown: int", "Name: unknown", '"other words"', '"words"', '"words of the pag\\145s"', "b'import os'"),
        *("1", "-1", "1.5", "1j", "...", "None + 1", "ｅｘｅｃ2: int", '"""What the template says. Really."""'),
    ],
)
def test_a_statement_that_is_no_declaration_of_the_model_is_refused(statement: str) -> None:
    with pytest.raises(RenderingError):
        verify(f"{TEXT}\n\n{statement}\n", MODEL, TEMPLATE, "x.py")


@pytest.mark.parametrize(
    "text",
    [
        TEXT.replace('    """import os"""\n', ""),
        TEXT.replace("    os: int = None\n", ""),
        TEXT.replace("class Name(Request)", "class Request(Request)"),
        f"# \u202e{TEXT}",
        f"\ufeff{TEXT}",
        f"# a\rimport os\n{TEXT}",
        f"# a\x0c\n{TEXT}",
        f"# coding: utf-7\n# +AAo-import os\n{TEXT}",
        f"# -*- coding: unknown -*-\n{TEXT}",
        f"{TEXT}\0",
        f"# \ud800\n{TEXT}",
        f"{TEXT}{'(' * 1000}{')' * 1000}\n",
        f"{TEXT}    \texec: int\n",
        f"{TEXT}  broken\n",
    ],
)
def test_a_text_that_is_not_what_it_seems_is_refused(text: str) -> None:
    with pytest.raises(RenderingError):
        verify(text, MODEL, TEMPLATE, "x.py")


@pytest.mark.parametrize(
    "piece",
    [
        *("int = 1\n    import os\n    x: int", "int\nimport os", "int; import os", "int = 1", "int # no more", "int)"),
        *("int) | (int", "x: int", "import os", "lambda: 0", "[x for x in y]", "(x := 1)", 'f"{x}"', "await x", "*x"),
        *('__import__("os").system("x")', 'exec("x")', "x if y else z", '"open', '"""a""" + x + """b"""', "b'x'"),
    ],
)
def test_a_value_that_is_more_than_one_expression_is_refused(piece: str, tmp_path: Path) -> None:
    package = a_package("taobao.time.get")
    (code,) = package.apis
    module = code.module
    cls = module.classes[0]
    attribute = replace(cls.attributes[0], annotation=Code(piece))
    forged = replace(module, classes=(replace(cls, attributes=(attribute,)), *module.classes[1:]))
    with pytest.raises(RenderingError):
        render_package(replace(package, apis=(replace(code, module=forged),)), TEMPLATES, RUNTIME, tmp_path)
