"""The files that are the same in every package.

In:  the folders of templates and runtime. Out: ``OutputFile`` values: what does not end in ``.j2``, byte for byte.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from topgen.errors import RenderingError
from topgen.package_metadata import TOPCLIENT, PackageMetadata
from topgen.python_model import Names
from topgen.render.drafts import OutputFile
from topgen.render.formatting import format_sources
from topgen.render.places import test_folders
from topgen.render.renaming import rename_path, rename_text, write_metadata


def mark_test_folders(names: Iterable[Names]) -> Iterator[OutputFile]:
    """Yield what makes packages of the folders of tests."""
    folders = {"tests", *(folder for each in names for folder in test_folders(each))}
    yield from (OutputFile(f"{folder}/__init__.py", b"") for folder in sorted(folders))


def copy_files(
    templates_dir: Path,
    runtime_dir: Path,
    metadata: PackageMetadata,
    cache_dir: Path,
    *,
    with_tests: bool,
    remember: bool = True,
) -> list[OutputFile]:
    """Return the files that are copied; under another name of the package lines may break elsewhere.

    Raises:
        RenderingError: one of them cannot be read.
    """
    copies = [*_copies(templates_dir), *_copies(runtime_dir, "src/")]
    files = {rename_path(file.path, metadata): rename_text(file.data, metadata) for file in copies}
    if metadata.name != TOPCLIENT.name:
        sources = {path: data.decode() for path, data in files.items() if path.endswith(".py")}
        formatted = format_sources(list(sources.values()), cache_dir, remember=remember)
        files |= {path: text.encode() for path, text in zip(sources, formatted, strict=True)}
    return [
        OutputFile(path, write_metadata(data, metadata) if path == "pyproject.toml" else data)
        for path, data in files.items()
        if with_tests or not path.startswith("tests/")
    ]


def _copies(folder: Path, below: str = "") -> Iterator[OutputFile]:
    for path in _plain_files(folder):
        name = below + path.relative_to(folder).as_posix()
        try:
            yield OutputFile(name, path.read_bytes())
        except OSError as error:
            raise RenderingError(f"a template cannot be read: {error.strerror}", file=name) from None


def _plain_files(templates_dir: Path) -> Iterable[Path]:
    """Yield what is copied: no templates, and nothing that tools leave beside the sources."""
    for path in sorted(templates_dir.rglob("*")):
        parts = path.relative_to(templates_dir).parts
        hidden = any(part.startswith(".") or part == "__pycache__" for part in parts)
        if path.is_file() and path.suffix != ".j2" and not hidden:
            yield path
