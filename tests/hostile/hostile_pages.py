"""Pages that try to become code, paths or commands, drawn from pages of every layout.

In:  the number of a page. Out: its text and the ending of its file; the same number gives the same page.
"""

from __future__ import annotations

import re
from pathlib import Path
from random import Random

CASES = Path(__file__).parents[1] / "cases"
MARKER = "topgen_was_here"
"""A file of this name beside the project tells that something was executed."""
_RUN = f"open('{MARKER}','w')"
PAYLOADS = (
    f'"""\n{_RUN}\n"""',
    f"'''\n{_RUN}\n'''",
    f'""" + str({_RUN}) + """',
    f"'+str({_RUN})+'",
    f'"); {_RUN}  #',
    f'\\"); {_RUN}  #',
    f"\\\n{_RUN}",
    f"x\r{_RUN}",
    f"x\u2028{_RUN}",
    f"x\x0c{_RUN}",
    f"f'{{{_RUN}}}'",
    "{{ " + _RUN + " }}",
    "{% for x in [" + _RUN + "] %}{% endfor %}",
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    f"$(touch {MARKER})",
    f"`touch {MARKER}`",
    f"!!python/object/apply:os.system ['touch {MARKER}']",
    "&a [*a, *a, *a]",
    "? key\n: value\n---\n%YAML 1.1",
    "../../../../../../tmp/x",
    "/etc/passwd",
    "..\\..\\x",
    "C:\\x",
    "a/b",
    "con",
    "nul.aux",
    "__init__",
    "__class__",
    "_runtime",
    "class",
    "None",
    "print",
    "self",
    "Request",
    "Client",
    "model_config",
    "a.b.c",
    "a-b",
    "1a",
    "ﬁeld",
    "ｃｌａｓｓ",
    "𝒞",
    "名",
    "é",
    "e\u0301",
    "\u202etxt.exe",
    "\x1b]0;x\x07",
    "\x9b2J",
    "\ud7ff\ufffe",
    "%s%n{0}{x}",
    "<script>alert(1)</script>",
    "<!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]>&y;",
    "]]>",
    "-->",
    "a" * 5_000,
    "(" * 300,
    "九" * 3_000,
    "9" * 5_000,
    "1e999999",
    "NaN",
    "²",
    "# type: ignore",
    "# noqa",
    "# fmt: off",
    "type: ignore[x]\n# mypy: ignore-errors",
    "\\N{BULLET}\\x41\\u0041\\101",
)
_TOKEN = re.compile(r"[A-Za-z_][\w.]*|[\u4e00-\u9fff]+|\d+")


def base_pages() -> list[Path]:
    """Return pages in every layout."""
    return [path for path in sorted(CASES.glob("*/*/page.*")) if path.suffix in (".txt", ".md", ".html", ".json")]


def draw_hostile(number: int, bases: list[Path]) -> tuple[str, str]:
    """Return a page with payloads in one to four of its words, at all places of one word or at a single one.

    The last word of its API is numbered, so that no two pages describe the same one.
    """
    rng = Random(number)
    base = bases[number % len(bases)]
    last = base.parent.name.rpartition(".")[2]
    text, ending = re.sub(last, rf"\g<0>{number}", base.read_text("utf-8"), flags=re.IGNORECASE), base.suffix
    for _ in range(rng.randint(1, 4)):
        found = rng.choice(list(_TOKEN.finditer(text)))
        payload = rng.choice(PAYLOADS)
        words = rng.choice((payload, found[0] + payload, payload + found[0]))
        if rng.random() < 0.5:
            text = text.replace(found[0], words)
        else:
            text = text[: found.start()] + words + text[found.end() :]
    return text[:400_000], ending
