"""The file of the name lock.

In:  the text of ``specs/names.lock.yaml``, or a ``NameLock``. Out: the other.
An API is a sorted line, ``taobao.time.get: taobao.time.get:TimeGet``, which reads prefix.group.module:stem (no group
for APIs of two words). Where its module holds further names, they stand below it: classes by the places of their
objects, errors by code, attributes that differ from their wire names, and the names that classes and attributes had
before a person renamed them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from topgen.errors import SpecFormatError
from topgen.python_model.lock import NameLock, Names
from topgen.python_model.names import plain_name
from topgen.python_model.reserved import ATTRIBUTES, CLASSES, CLIENT, NAMESPACE, STEMS, WORDS, is_reserved
from topgen.python_model.sites import Path
from topgen.spec.convert import convert, nearest
from topgen.spec.names import check_api_name
from topgen.spec.yaml_read import YamlNode, read_yaml
from topgen.spec.yaml_write import Written, write_yaml

LOCK_FILE = "specs/names.lock.yaml"
_HEADING = "# Public Python names, written by topgen build. Names are added, never changed; corrections rename.\n"
_NAME = re.compile(r"(\w+)\.(?:(\w+)\.)?(\w+):(\w+)", re.ASCII)
_CONFLICT = re.compile(
    r"^<{7}[^\n]*\n((?:(?![<=>|]{7})[^\n]*\n)*)(?:\|{7}[^\n]*\n(?:(?![<=>|]{7})[^\n]*\n)*)?={7}\n"
    r"((?:(?![<=>|]{7})[^\n]*\n)*)>{7}[^\n]*(?:\n|\Z)",
    re.MULTILINE,
)
_PARTS = re.compile(r"((?:[^.\\]|\\.)*)(?:\.|$)", re.DOTALL)
_PYTHON, _FORMER, _CLASSES, _ERRORS, _ATTRIBUTES, _FORMER_CLASSES, _FORMER_ATTRIBUTES = _KEYS = (
    *("python", "former", "classes", "errors", "attributes", "former_classes", "former_attributes"),
)


def load_lock(text: str, file: str = LOCK_FILE) -> NameLock:
    """Return the lock that a file holds; raises ``SpecFormatError`` where it is no entry or gives a name again."""
    if all(line.startswith("#") or not line.strip() for line in text.splitlines()):
        return NameLock()
    root = read_yaml(_both_sides(text), file)
    if not isinstance(root.value, dict):
        root.refuse("a mapping")
    entries: list[Names] = []
    given: set[tuple[str, str]] = set()
    for api, node in root.value.items():
        names = _read_entry(api, node)
        claims = {("module", path.casefold()) for path in (names.path, *names.former_paths)}
        claims |= {("class", stem) for stem in (names.stem, *names.former_stems)}
        if given & claims:
            raise SpecFormatError(f"a name of {names.api} is given twice", file=file, line=node.line)
        given |= claims
        entries.append(names)
    return NameLock(tuple(sorted(entries)))


def _both_sides(text: str) -> str:
    """Return a lock that git could not merge with the lines of both sides: names are only ever added to it.

    What both sides say of one API still stands there twice, which reading refuses.
    """
    return _CONFLICT.sub(r"\1\2", text)


def dump_lock(lock: NameLock) -> str:
    """Return the text of the lock's file."""
    return write_yaml({names.api: _entry(names) for names in sorted(lock.entries)}, _HEADING)


def _entry(names: Names) -> Written:
    place = names.place
    inner: dict[str, Written] = {
        _FORMER: list(names.former),
        _CLASSES: {name: [_dotted(path) for path in paths] for name, paths in names.classes},
        _ERRORS: dict(names.errors),
        _ATTRIBUTES: {_dotted(path): name for path, name in names.attributes},
        _FORMER_CLASSES: dict(names.former_classes),
        _FORMER_ATTRIBUTES: {_dotted(path): list(old) for path, old in names.former_attributes},
    }
    filled = {key: value for key, value in inner.items() if value}
    return {_PYTHON: place, **filled} if filled else place


def _read_entry(api: str, node: YamlNode) -> Names:
    if not isinstance(node.value, dict):
        return _read_place(api, node)
    for key, inner in node.value.items():
        if key not in _KEYS:
            hint = nearest(key, _KEYS) or f"known here are {', '.join(_KEYS)}"
            raise SpecFormatError(f"unknown key {key!r}", file=node.file, line=inner.line, hint=hint)
    if _PYTHON not in node.value:
        raise SpecFormatError(f"the key {_PYTHON} is missing", file=node.file, line=node.line)
    names = _read_place(api, node.child(_PYTHON))
    classes = tuple(_read_classes(node))
    errors = _read_texts(node, _ERRORS)
    attributes = tuple((_split(path), name) for path, name in _read_texts(node, _ATTRIBUTES).items())
    former = tuple(_read_place(api, each).place for each in _former_places(node))
    former_classes = _read_texts(node, _FORMER_CLASSES)
    former_attributes = tuple(_read_former(node))
    _check_names(node)
    return Names(
        *(names.api, names.prefix, names.group, names.module, names.stem),
        classes=classes,
        errors=tuple(sorted(errors.items())),
        attributes=tuple(sorted(attributes)),
        former_classes=tuple(sorted(former_classes.items())),
        former_attributes=tuple(sorted(former_attributes)),
        former=former,
    )


def _former_places(node: YamlNode) -> Sequence[YamlNode]:
    assert isinstance(node.value, dict)
    return node.items(_FORMER) if _FORMER in node.value else ()


def _read_place(api: str, node: YamlNode) -> Names:
    found = _NAME.fullmatch(node.value) if isinstance(node.value, str) else None
    if not found:
        message = "not of the form `api.name: prefix.group.module:Stem`"
        raise SpecFormatError(message, file=node.file, line=node.line)
    prefix, group, module, stem = found.groups(default="")
    for word in filter(None, (prefix, group, module, stem)):
        if word in WORDS or plain_name(word) != word:
            raise SpecFormatError(f"{word!a} cannot be a public name", file=node.file, line=node.line)
    taken = [prefix] if is_reserved(prefix, CLIENT) else []
    taken += [word for word in filter(None, (group, module)) if is_reserved(word, NAMESPACE)]
    taken += [stem] if stem in STEMS else []
    if taken:
        said = f"{taken[0]!a} is a name that the package has for something else"
        raise SpecFormatError(said, file=node.file, line=node.line, hint="restore the file from version control")
    return Names(check_api_name(api, node.file, node.line), prefix, group, module, stem)


def _read_texts(node: YamlNode, key: str) -> dict[str, str]:
    assert isinstance(node.value, dict)
    return dict(convert(node.child(key), dict[str, str])) if key in node.value else {}


def _read_classes(node: YamlNode) -> Iterator[tuple[str, tuple[Path, ...]]]:
    assert isinstance(node.value, dict)
    if _CLASSES not in node.value:
        return
    inner = node.child(_CLASSES)
    given: set[Path] = set()
    for name, paths in sorted(convert(inner, dict[str, tuple[str, ...]]).items()):
        places = tuple(map(_split, paths))
        if len(given | set(places)) < len(given) + len(places):
            message = f"a place of the class {name!a} is given twice"
            raise SpecFormatError(message, file=node.file, line=inner.child(name).line)
        given.update(places)
        yield name, places


def _read_former(node: YamlNode) -> Iterator[tuple[Path, tuple[str, ...]]]:
    """Yield the places of renamed attributes with their former names."""
    assert isinstance(node.value, dict)
    if _FORMER_ATTRIBUTES in node.value:
        inner = node.child(_FORMER_ATTRIBUTES)
        for path, old in sorted(convert(inner, dict[str, tuple[str, ...]]).items()):
            if any(plain_name(name) != name or name in ATTRIBUTES for name in old):
                message = f"{', '.join(old)!a} cannot be names of an attribute"
                raise SpecFormatError(message, file=node.file, line=inner.child(path).line)
            yield _split(path), old


def _check_names(node: YamlNode) -> None:
    """Raise ``SpecFormatError`` for names that Python cannot have, or that the module of an API cannot tell apart."""
    used: set[str] = set()
    for key in (_CLASSES, _ERRORS, _FORMER_CLASSES):
        for name, inner in _inside(node, key):
            if plain_name(name) != name or name in CLASSES or name.casefold() in used:
                message = f"{name!a} cannot be the name of a class here"
                raise SpecFormatError(message, file=node.file, line=inner.line)
            used.add(name.casefold())
    for _, inner in _inside(node, _ATTRIBUTES):
        if plain_name(str(inner.value)) != inner.value or inner.value in ATTRIBUTES:
            raise SpecFormatError(
                f"{inner.value!a} cannot be the name of an attribute", file=node.file, line=inner.line
            )


def _inside(node: YamlNode, key: str) -> Iterator[tuple[str, YamlNode]]:
    """Yield the keys and values of a mapping inside an entry."""
    if isinstance(node.value, dict) and key in node.value:
        inner = node.child(key).value
        assert isinstance(inner, dict)
        yield from inner.items()


def _dotted(path: Path) -> str:
    """Return a path as text; dots inside names of fields are told by a backslash."""
    return ".".join(word.replace("\\", "\\\\").replace(".", "\\.") for word in path)


def _split(text: str) -> Path:
    words = [found[1] for found in _PARTS.finditer(text)]
    if text and not text.endswith("."):
        words.pop()
    return tuple(re.sub(r"\\(.)", r"\1", word, flags=re.DOTALL) for word in words)
