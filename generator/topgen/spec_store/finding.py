"""One API of the specs folder, and its page, by name.

In:  the name of an API, with or without the path of a field behind it, and the specs folder.
Out: its ``Api`` as its page was read, or as the package takes it; its page.
"""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from topgen.errors import UsageError
from topgen.overlay import describe, has_no_page, load_overlay
from topgen.pages import Page, decode_page, find_pages, open_pages, read_page, split_address
from topgen.small_files import read_small_file
from topgen.spec.convert import nearest
from topgen.spec.model import Api
from topgen.spec.names import spec_path
from topgen.spec.spec_file import load_api


def find_api(path: str, specs: Path) -> tuple[Api, str]:
    """Split a path into the longest API name that has a spec, and what is inside it.

    Raises:
        UsageError: there is no such API.
    """
    parts = path.replace(" ", ".").split(".")
    for size in range(len(parts), 1, -1):
        name = ".".join(parts[:size])
        file = specs / spec_path(name)
        if file.is_file():
            return load_api(read_small_file(file), str(file)), ".".join(parts[size:])
        overlay = specs / "overlays" / f"{name}.yaml"
        described = describe(name, load_overlay(read_small_file(overlay), str(overlay))) if overlay.is_file() else None
        if described is not None:
            return described, ".".join(parts[size:])
    known = (file.stem for file in (specs / "apis").glob("*/*.yaml"))
    raise UsageError(f"no API is called {path}", hint=nearest(path, known) or f"see the files below {specs / 'apis'}")


def find_page(api: Api, specs: Path) -> Page:
    """Read the page of an API from where the spec says, or from a page of the same content below the specs folder."""
    if has_no_page(api):
        raise UsageError(f"no page describes {api.name}", file=str(specs / api.source.page), hint="a person does")
    expected = f"{specs.as_posix()}/{api.source.page}"
    if split_address(expected)[0].is_file():
        return read_page(expected, specs)
    for file in find_pages(specs / "pages"):
        for stored in open_pages(file, specs):
            if sha256(stored.data).hexdigest() == api.source.sha256:
                return decode_page(stored)
    raise UsageError(
        "the page of this API is not there", file=expected, hint="name it with --page FILE if it is elsewhere"
    )
