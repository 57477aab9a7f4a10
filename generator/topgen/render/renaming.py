"""Templates and runtime under the name that a package shall have.

In:  texts that call it ``topclient``, and its ``PackageMetadata``. Out: the same texts with its own name in them.
Only what we wrote ourselves passes through here: what a page says is filled in later, and may say ``topclient`` as it
likes. The name is a word of its own, so that ``TopClient`` stays and the plugin ``topclient_mock`` has another name.
"""

from __future__ import annotations

import json
import re
import tomllib

from topgen.errors import RenderingError
from topgen.package_metadata import PACKAGE_NAME, PackageMetadata

_OURS = f"src/{PACKAGE_NAME}/"
_WORD = re.compile(rf"(?<![A-Za-z0-9]){PACKAGE_NAME}(?![A-Za-z0-9])(\[)?".encode())
"""The name, with the bracket of the extras that an installer is asked for."""
_NAME_LINE = re.compile(r"^name = .*$", re.MULTILINE)
_VERSION_LINES = re.compile(r"^(?:#.*\n)*version = .*$", re.MULTILINE)
"""With the comment on what the numbers mean, which holds for our own alone."""


def source_folder(metadata: PackageMetadata) -> str:
    """Return the folder of the package's modules in the tree."""
    return f"src/{metadata.name}"


def rename_text(text: bytes, metadata: PackageMetadata) -> bytes:
    """Return a text of ours in which the package has its name."""
    if metadata.name == PACKAGE_NAME:
        return text
    name, installed = metadata.name.encode(), metadata.distribution.encode()
    return _WORD.sub(lambda found: installed + b"[" if found[1] else name, text)


def rename_path(path: str, metadata: PackageMetadata) -> str:
    """Return where a file of ours stands in the tree."""
    return f"{source_folder(metadata)}/{path.removeprefix(_OURS)}" if path.startswith(_OURS) else path


def original_path(path: str, metadata: PackageMetadata) -> str:
    """Return what ``rename_path`` was given."""
    ours = f"{source_folder(metadata)}/"
    return f"{_OURS}{path.removeprefix(ours)}" if path.startswith(ours) else path


def write_metadata(project: bytes, metadata: PackageMetadata) -> bytes:
    """Return the ``pyproject.toml`` of a package with name, version and author."""
    wanted: dict[str, object] = {"name": metadata.distribution}
    text = _NAME_LINE.sub(lambda _: f"name = {_quoted(metadata.distribution)}", project.decode(), count=1)
    if metadata.version is not None:
        wanted["version"] = metadata.version
        text = _VERSION_LINES.sub(lambda _: f"version = {_quoted(metadata.version or '')}", text, count=1)
    if metadata.author is not None:
        author = {"name": metadata.author} | ({"email": metadata.mail} if metadata.mail is not None else {})
        wanted["authors"] = [author]
        line = f"authors = [{{ {', '.join(f'{key} = {_quoted(value)}' for key, value in author.items())} }}]"
        text = _NAME_LINE.sub(lambda found: f"{found[0]}\n{line}", text, count=1)
    said = tomllib.loads(text)["project"]
    if any(said.get(key) != value for key, value in wanted.items()):
        raise RenderingError("the template has no place for name, version and author", file="pyproject.toml")
    return text.encode()


def _quoted(text: str) -> str:
    """Return a text as TOML; what neither JSON nor TOML would show is in none that comes here."""
    return json.dumps(text, ensure_ascii=False)
