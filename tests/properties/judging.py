"""Pages drawn, read and judged, with what a failed property prints.

In:  ``SyntheticApi`` and the name of a layout.
Out: facts, specs and scores; ``explain`` returns the page and its faults.
"""

from __future__ import annotations

import pytest
from hypothesis import settings
from reading import PageFacts, read_facts
from scoring import PageScore, score_page
from synthetic_answers import answers
from synthetic_api import SyntheticApi
from synthetic_layouts import SYNTHETIC_LAYOUTS

from topgen.layouts import LAYOUTS

sampled = settings.get_profile("sampled")
"""How properties are tried: always the same APIs, so that a failure is there again the next time."""

KNOWN = {layout.NAME for layout in LAYOUTS}
EVERY_LAYOUT = tuple(name for name, layout in SYNTHETIC_LAYOUTS.items() if layout.reader in KNOWN)
WHOLE_LAYOUTS = tuple(name for name in EVERY_LAYOUT if SYNTHETIC_LAYOUTS[name].keeps_nested)

in_every_layout = pytest.mark.parametrize("name", EVERY_LAYOUT)
in_whole_layouts = pytest.mark.parametrize("name", WHOLE_LAYOUTS)


def draw(api: SyntheticApi, name: str) -> str:
    """Draw an API in a layout."""
    return SYNTHETIC_LAYOUTS[name].draw(api)


def read(text: str | bytes, name: str) -> PageFacts:
    """Read a page; the file name tells nothing of the layout."""
    data = text.encode() if isinstance(text, str) else text
    return read_facts(data, f"page{SYNTHETIC_LAYOUTS[name].suffix}")


def judge(api: SyntheticApi, name: str) -> PageScore:
    """Draw an API, read its page and judge the reading."""
    return score_page(answers(api, SYNTHETIC_LAYOUTS[name]), read(draw(api, name), name))


def explain(api: SyntheticApi, name: str, score: PageScore) -> str:
    """Return the page and what was wrong about its reading."""
    faults = [
        f"{'doubted' if fault.doubted else 'SILENT'}: {fault.at} {fault.fact}: {fault.right!r} read as {fault.read!r}"
        for fault in score.wrong
    ]
    return "\n".join([*faults, f"needless doubts: {score.needless}", f"--- page in layout {name}", draw(api, name)])
