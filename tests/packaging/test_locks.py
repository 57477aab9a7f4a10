"""The locks in ``requirements/`` fit the ranges of both packages, have hashes, and name no index."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]
PACKAGES = {"topgen": "pyproject.toml", "topclient": "generated/pyproject.toml"}
BUILD = ["topgen", "topgen[build]", "topclient", "topclient[mock]"]
TEST = [*BUILD, "topgen[dev]", "topclient[aiohttp]", "topclient[otel]", "topgen[foreign]"]


def wanted(package: str) -> list[Requirement]:
    """Return what a package asks for itself, or for one of its extras."""
    name, _, extra = package.removesuffix("]").partition("[")
    project = tomllib.loads((ROOT / PACKAGES[name]).read_text("utf-8"))["project"]
    return list(map(Requirement, project["optional-dependencies"][extra] if extra else project["dependencies"]))


def locked(*names: str) -> dict[str, str]:
    """Return the version of each package in some locks; every one has to have a hash."""
    text = "".join((ROOT / "requirements" / f"{name}.txt").read_text("utf-8") for name in names)
    assert "://" not in text
    pins = re.findall(r"^([\w.-]+)==(\S+)[^\n]*\\\n +--hash=sha256:", text, re.MULTILINE)
    assert len(pins) == len(re.findall(r"^[^ #\n]", text, re.MULTILINE))
    return dict(pins)


@pytest.mark.parametrize(
    ("locks", "packages"), [(["build"], BUILD), (["build", "test", "foreign"], TEST)], ids=["build", "test"]
)
def test_a_lock_has_a_version_for_every_range(locks: list[str], packages: list[str]) -> None:
    versions = locked(*locks)
    for each in (each for package in packages for each in wanted(package)):
        assert each.specifier.contains(versions[each.name.lower()]), f"{each}: run make lock"
