"""The name lock: public Python names, once given, are kept.

In:  the text of ``specs/names.lock.yaml`` and the names of the APIs that are to have Python names.
Out: ``NameLock``, and its text: one sorted line an API, ``taobao.time.get: taobao.time.get:TimeGet``, which reads
prefix.group.module:stem (no group for APIs of two words).
A line never changes by itself and never goes, so the names of an API that vanished are not given to another.
Note: whoever is in the lock keeps a contested name; newcomers are served in the order of their names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from topgen.errors import SpecFormatError
from topgen.python_model.names import first_free, plain_name, spellings, stem_spellings
from topgen.python_model.reserved import CLIENT, NAMESPACE, WORDS, is_reserved
from topgen.spec.convert import convert
from topgen.spec.names import check_api_name
from topgen.spec.yaml_read import read_yaml
from topgen.spec.yaml_write import write_yaml

LOCK_FILE = "specs/names.lock.yaml"
_HEADING = "# Public Python names: prefix.group.module:class. Lines are added, never changed.\n"
_NAME = re.compile(r"(\w+)\.(?:(\w+)\.)?(\w+):(\w+)", re.ASCII)


@dataclass(frozen=True, slots=True, order=True)
class Names:
    """The Python names of one API."""

    api: str
    prefix: str
    group: str
    """Empty for an API of two words."""
    module: str
    """Name of its module and of its method."""
    stem: str

    @property
    def request(self) -> str:
        """The name of the request class, ``FenxiaoProductUpdateRequest``."""
        return f"{self.stem}Request"

    @property
    def response(self) -> str:
        """The name of the response class, ``FenxiaoProductUpdateResponse``."""
        return f"{self.stem}Response"

    @property
    def path(self) -> str:
        """The path of the module below ``topclient.apis``, ``taobao.fenxiao.product_update``."""
        return ".".join(filter(None, (self.prefix, self.group, self.module)))


@dataclass(frozen=True, slots=True)
class NameLock:
    """The names of every API that ever had some, sorted."""

    entries: tuple[Names, ...] = ()


def load_lock(text: str, file: str = LOCK_FILE) -> NameLock:
    """Return the lock that a file holds; raises ``SpecFormatError`` where it is no entry or gives a name again."""
    if all(line.startswith("#") or not line.strip() for line in text.splitlines()):
        return NameLock()
    root = read_yaml(text, file)
    written: dict[str, str] = convert(root, dict[str, str])
    entries: list[Names] = []
    given: set[tuple[str, str]] = set()
    for api, name in written.items():
        line = root.child(api).line
        names = _read_entry(api, name, file, line)
        claims = {("module", names.path.casefold()), ("class", names.stem)}
        if given & claims:
            raise SpecFormatError(f"a name of {names.api} is given twice", file=file, line=line)
        given |= claims
        entries.append(names)
    return NameLock(tuple(sorted(entries)))


def dump_lock(lock: NameLock) -> str:
    """Return the text of the lock's file."""
    return write_yaml({names.api: f"{names.path}:{names.stem}" for names in sorted(lock.entries)}, _HEADING)


def extend_lock(lock: NameLock, apis: Iterable[str]) -> NameLock:
    """Return the lock with names for further APIs; raises ``NameConflictError`` for what is no API name."""
    known = {names.api for names in lock.entries}
    newcomers = sorted(set(apis) - known)
    if not newcomers:
        return lock
    return NameLock(tuple(sorted((*lock.entries, *_name_newcomers(lock, newcomers)))))


def _read_entry(api: str, name: str, file: str, line: int) -> Names:
    found = _NAME.fullmatch(name)
    if not found:
        raise SpecFormatError("not of the form `api.name: prefix.group.module:Stem`", file=file, line=line)
    prefix, group, module, stem = found.groups(default="")
    for word in filter(None, (prefix, group, module, stem)):
        if word in WORDS or plain_name(word) != word:
            raise SpecFormatError(f"{word!a} cannot be a public name", file=file, line=line)
    return Names(check_api_name(api, file, line), prefix, group, module, stem)


class _Register:
    """Names given so far, each within the scope that it is unique in."""

    def __init__(self) -> None:
        self._given: dict[tuple[str, str], str] = {}
        self._used: set[tuple[str, str]] = set()

    def keep(self, scope: str, key: str, name: str) -> None:
        """Note a name that was given before."""
        self._given[scope, key] = name
        self._used.add((scope, name.casefold()))

    def give(self, scope: str, key: str, text: str, reserved: frozenset[str]) -> str:
        """Return the name that ``key`` has in this scope, or the best one for ``text`` that is free."""
        if (scope, key) not in self._given:
            used = self._used
            free = first_free(
                spellings(text, key),
                lambda name: is_reserved(name, reserved) or (scope, name.casefold()) in used,
            )
            self.keep(scope, key, free)
        return self._given[scope, key]


def _name_newcomers(lock: NameLock, apis: list[str]) -> Iterator[Names]:
    """Yield names for APIs that have none: all prefixes and groups first, so that a group outranks a method."""
    words = {api: _split(api) for api in apis}
    register = _register(lock)
    stems = {names.stem for names in lock.entries}
    prefixes = {api: register.give("", first, first, CLIENT) for api, (first, _, _) in words.items()}
    groups = {
        api: register.give(prefixes[api], f"{second}.", second, NAMESPACE) if second else ""
        for api, (_, second, _) in words.items()
    }
    for api, (_, _, rest) in words.items():
        module = register.give(_scope(prefixes[api], groups[api]), api, rest, NAMESPACE)
        stem = first_free(stem_spellings(api), lambda name: name in stems)
        stems.add(stem)
        yield Names(api, prefixes[api], groups[api], module, stem)


def _register(lock: NameLock) -> _Register:
    register = _Register()
    for names in lock.entries:
        prefix, group, _ = _split(names.api)
        register.keep("", prefix, names.prefix)
        if group:
            register.keep(names.prefix, f"{group}.", names.group)
        register.keep(_scope(names.prefix, names.group), names.api, names.module)
    return register


def _split(api: str) -> tuple[str, str, str]:
    """Return prefix, group and method of an API's name; the group is empty when there are two words only."""
    words = check_api_name(api, "", 0).split(".")
    return words[0], words[1] if len(words) > 2 else "", "_".join(words[2:] or words[1:])


def _scope(prefix: str, group: str) -> str:
    return f"{prefix}.{group}" if group else prefix
