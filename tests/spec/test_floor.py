"""The spec is the floor: it stands on nothing of ours but the errors."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import topgen.spec

READERS = {"bs4", "lxml", "warcio", "jinja2", "black"}


def _loaded_by(module: str) -> set[str]:
    """Return the modules that a fresh interpreter has loaded after an import."""
    code = f"import sys, {module}; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_the_spec_loads_no_other_room_and_no_reader() -> None:
    folder = Path(topgen.spec.__file__).parent
    rooms = {f"topgen.spec.{path.stem}" for path in folder.glob("*.py") if path.stem != "__init__"}
    loaded = _loaded_by(", ".join(sorted(rooms)))
    ours = {name for name in loaded if name.partition(".")[0] == "topgen"}
    assert ours == {"topgen", "topgen.errors", "topgen.spec", *rooms}
    assert not loaded & READERS


def test_the_values_alone_load_no_yaml() -> None:
    loaded = _loaded_by("topgen.spec.model")
    assert "topgen.spec.model" in loaded
    assert not loaded & {"yaml", "topgen.spec.spec_file", *READERS}
