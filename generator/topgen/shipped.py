"""What is installed with the generator besides its modules.

In:  nothing. Out: the folders of the templates and of the runtime, inside the installed package or in a checkout.
"""

from __future__ import annotations

from pathlib import Path

import topgen


def templates_folder() -> Path:
    """Return the folder of the templates of a package."""
    return _shipped("templates") / "client"


def runtime_folder() -> Path:
    """Return the folder of the hand-written half of every package."""
    return _shipped("runtime")


def _shipped(folder: str) -> Path:
    package = Path(topgen.__file__).parent
    inside = package / folder
    return inside if inside.is_dir() else package.parents[1] / folder
