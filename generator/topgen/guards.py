"""What a run refuses, so that a mistyped word takes nothing away.

In:  the folder of the package, what it holds, and what it is going to hold.
Out: nothing, or ``UsageError``.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from topgen.errors import UsageError
from topgen.python_model import NameLock
from topgen.python_model.lock import Names
from topgen.render.drafts import OutputFile
from topgen.render.manifest import MANIFEST, Manifest

_EXAMPLE = re.compile(r"src/\w+/mock/examples/(.+)\.json")
_MODULE = re.compile(r"src/\w+/apis/(.+)\.py")
_MOST = 5
"""A package may lose one of so many APIs by itself."""
_LISTED = 8
_RESTORE = "restore it from version control; names are changed by corrections"
_CLASS = re.compile(rb"^class (\w+)\(", re.MULTILINE)
_ATTRIBUTE = re.compile(rb'^    (\w+): Annotated\[[^=]*?\bWire\(\s*name=("(?:[^"\\\n]|\\.)*")', re.MULTILINE)
"""An attribute and the wire name that it differs from, as modules write them."""
_NO_MATTER = {".git", ".topgen-lock"}
"""What may stand in a folder that is to become a package."""


def check_places(pages: Sequence[Path], specs: Path, out: Path) -> None:
    """Refuse a package inside the specs, whose files would be read as pages, and pages inside a package."""
    if specs.resolve() in (out.resolve(), *out.resolve().parents):
        said = f"the package would stand inside the specs folder {specs}"
        raise UsageError(said, file=str(out), hint="name a folder beside it with --out")
    check_pages(pages)


def check_pages(pages: Sequence[Path]) -> None:
    """Refuse the files of a package as pages."""
    for page in pages:
        if any((folder / MANIFEST).is_file() for folder in (page.resolve(), *page.resolve().parents)):
            raise UsageError("this belongs to a generated package and is no page", file=str(page), hint="name pages")


def check_target(out: Path, manifest: Manifest) -> None:
    """Refuse to write a package into a folder with files that are not its own."""
    if manifest.files or not out.is_dir():
        return
    if (out / MANIFEST).is_file():
        said = "this names no file of the package, so that nobody knows which files here are the package's"
        hint = "restore it from version control, or build into another folder with --out"
        raise UsageError(said, file=str(out / MANIFEST), hint=hint)
    others = sorted(path.name for path in out.iterdir() if path.name not in _NO_MATTER)
    if others and not any(name.startswith(".topgen-") for name in others):
        said = f"this folder holds other files ({_listed(others)}), and no package of topgen's"
        raise UsageError(said, file=str(out), hint=f"name another with --out; a package has its {MANIFEST}")


def check_removal(manifest: Manifest, known: Collection[str], out: Path, *, allowed: bool) -> None:
    """Refuse to take most APIs out of a package because their specs are not there."""
    held = _apis_of(manifest)
    gone = sorted(held - set(known))
    if gone and not allowed and (len(gone) * _MOST > len(held) or len(gone) == len(held)):
        said = f"the package would lose {len(gone):,} of its {len(held):,} APIs, of which there is no spec any more"
        hint = "name the right folder with --specs, or let them go with --allow-removal"
        raise UsageError(f"{said}: {_listed(gone)}", file=str(out), hint=hint)


def check_lock(lock: NameLock, file: Path, manifest: Manifest) -> None:
    """Refuse to give the modules of a package other names than they have: the lock is lost, or was edited."""
    if not manifest.files:
        return
    if not file.is_file():
        said = "the names of the package are kept in this file, and it is not there"
        raise UsageError(said, file=str(file), hint=_RESTORE)
    modules = _modules_of(manifest)
    names: Mapping[str, Names] = {each.api: each for each in lock.entries}
    for api in sorted(_apis_of(manifest)):
        place = names.get(api)
        if place is None or place.path.replace(".", "/") not in modules:
            said = f"the package has {api} under a name that is not in this file any more"
            raise UsageError(said, file=str(file), hint=_RESTORE)


def check_name(manifest: Manifest, name: str, held: Collection[str], out: Path) -> None:
    """Refuse another name where the package could not be written under it.

    ``held`` are APIs that have to stay as they are, and import it by its old name. Where letter case does not count,
    the folder of a name that differs in nothing else is the same.
    """
    if name not in manifest.names and name.casefold() in map(str.casefold, manifest.names):
        said = f"the package is called as {name} is, but for upper and lower case"
        raise UsageError(said, file=str(out), hint="build it into another folder, or take another name")
    stuck = sorted(_apis_of(manifest).intersection(held))
    if stuck and name not in manifest.names:
        said = f"the package is called {' and '.join(sorted(manifest.names))} and cannot be called {name}"
        hint = "mend these, or give the package its new name later"
        raise UsageError(f"{said} while APIs of it have a fault: {_listed(stuck)}", file=str(out), hint=hint)


def check_inner_names(names: Iterable[Names], file: Path, manifest: Manifest, out: Path) -> None:
    """Refuse to give a class or attribute of the package another name because somebody has edited the lock."""
    modules = _modules_of(manifest)
    for each in names:
        path = modules.get(each.path.replace(".", "/"), "")
        place = out / path
        text = place.read_bytes() if place.is_file() else b""
        if not text or OutputFile(path, text).digest != manifest.files[path]:
            continue
        known = {name for name, _ in (*each.classes, *each.errors)}
        for name in (found.decode() for found in _CLASS.findall(text)):
            if name not in known and not name.startswith(each.stem):
                said = f"the package has the class {name} of {each.api}, which is not in this file any more"
                raise UsageError(said, file=str(file), hint=_RESTORE)
        attributes = {(name, path[-1]) for path, name in each.attributes}
        for name, wire in _attributes(text):
            if (name, wire) not in attributes:
                said = (
                    f"the package has {name} for the field {wire!r} of {each.api}, which is not in this file any more"
                )
                raise UsageError(said, file=str(file), hint=_RESTORE)


def _attributes(text: bytes) -> Iterator[tuple[str, str]]:
    """Yield the attributes of a module that differ from their wire names, with these."""
    for name, literal in _ATTRIBUTE.findall(text):
        yield name.decode(), ast.literal_eval(literal.decode())


def _apis_of(manifest: Manifest) -> set[str]:
    """Return the APIs of a package, whatever it is called."""
    return {found[1] for path in manifest.files if (found := _EXAMPLE.fullmatch(path))}


def _modules_of(manifest: Manifest) -> dict[str, str]:
    """Return the paths of its modules by what the name lock calls them."""
    return {found[1]: path for path in manifest.files if (found := _MODULE.fullmatch(path))}


def _listed(names: Collection[str]) -> str:
    shown = ", ".join(list(names)[:_LISTED])
    return f"{shown} and {len(names) - _LISTED:,} more" if len(names) > _LISTED else shown
