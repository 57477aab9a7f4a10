"""The name lock: public Python names, once given, are kept.

In:  a lock and the names of the APIs that are to have Python names.
Out: ``NameLock``. Names never change by themselves and never go, so those of an API, a class or an error that vanished
are not given to another. The names inside a module are found by ``module_names``; ``lock_file`` writes all of them.
Note: whoever is in the lock keeps a contested name; newcomers are served in the order of their names.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from topgen.errors import NameConflictError
from topgen.python_model.names import first_free, plain_name, spellings, stem_spellings
from topgen.python_model.reserved import CLIENT, NAMESPACE, STEMS, WORDS, is_reserved
from topgen.python_model.shapes import LockedClasses
from topgen.python_model.sites import Path
from topgen.spec.names import check_api_name


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
    classes: LockedClasses = ()
    """The classes of nested objects, each with the places that it has stood for."""
    errors: tuple[tuple[str, str], ...] = ()
    """The classes of errors, each with its code."""
    attributes: tuple[tuple[Path, str], ...] = ()
    """The attributes that differ from their wire names, by the places of these."""
    former_classes: tuple[tuple[str, str], ...] = ()
    """Names that classes had before a person asked for others, each with the name of today."""
    former_attributes: tuple[tuple[Path, tuple[str, ...]], ...] = ()
    """The same of attributes, by their places."""
    former: tuple[str, ...] = ()
    """Where its module was before, and what its classes began with: ``taobao.time.get:TimeGet``."""

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
        """The path of the module below ``apis`` of the package, ``taobao.fenxiao.product_update``."""
        return ".".join(filter(None, (self.prefix, self.group, self.module)))

    @property
    def place(self) -> str:
        """The path of the module and the stem, ``taobao.fenxiao.product_update:FenxiaoProductUpdate``."""
        return f"{self.path}:{self.stem}"

    @property
    def former_paths(self) -> tuple[str, ...]:
        """The other paths that the module has had."""
        paths = (place.partition(":")[0] for place in self.former)
        return tuple(dict.fromkeys(path for path in paths if path != self.path))

    @property
    def former_stems(self) -> tuple[str, ...]:
        """What its classes began with besides."""
        stems = (place.partition(":")[2] for place in self.former)
        return tuple(dict.fromkeys(stem for stem in stems if stem != self.stem))

    @property
    def former_tops(self) -> dict[str, str]:
        """The names that request and response had before, each with that of today."""
        stems = self.former_stems
        return {f"{stem}Request": self.request for stem in stems} | {f"{stem}Response": self.response for stem in stems}


@dataclass(frozen=True, slots=True)
class NameLock:
    """The names of every API that ever had some, sorted."""

    entries: tuple[Names, ...] = ()


def extend_lock(lock: NameLock, apis: Iterable[str]) -> NameLock:
    """Return the lock with names for further APIs; raises ``NameConflictError`` for what is no API name."""
    known = {names.api for names in lock.entries}
    newcomers = sorted(set(apis) - known)
    if not newcomers:
        return lock
    return NameLock(tuple(sorted((*lock.entries, *_name_newcomers(lock, newcomers)))))


def rename_module(names: Names, wanted: str, others: Iterable[Names]) -> Names:
    """Return the names of an API with module and stem as a person asks for; the former ones are kept.

    Raises:
        NameConflictError: another API has the name, or has had it, or Python cannot have it here.
    """
    module, _, stem = wanted.partition(":")
    if not stem and module[:1].isupper():
        module, stem = "", module
    new = replace(names, module=module or names.module, stem=stem or names.stem)
    if new.place == names.place:
        return names
    others = tuple(others)
    taken = _register(NameLock(others)).has(_scope(new.prefix, new.group), new.module)
    stems = {stem.casefold() for each in others for stem in (each.stem, *each.former_stems)}
    odd = plain_name(new.module) != new.module or is_reserved(new.module, NAMESPACE)
    if taken or odd or new.stem.casefold() in stems or _is_odd_stem(new.stem):
        said = f"{names.api} cannot be called {new.place}: the name is taken, or none that Python can have here"
        raise NameConflictError(said, hint="choose another one in the overlay of the API")
    former = (place for place in names.former if place != new.place)
    return replace(new, former=(*former, names.place))


def _is_odd_stem(stem: str) -> bool:
    return plain_name(stem) != stem or stem in WORDS or stem in STEMS


class _Register:
    """Names given so far, each within the scope that it is unique in."""

    def __init__(self) -> None:
        self._given: dict[tuple[str, str], str] = {}
        self._used: set[tuple[str, str]] = set()

    def keep(self, scope: str, key: str, name: str) -> None:
        """Note a name that was given before."""
        self._given[scope, key] = name
        self._used.add((scope, name.casefold()))

    def has(self, scope: str, name: str) -> bool:
        """Return whether a name is given."""
        return (scope, name.casefold()) in self._used

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
    stems = {stem for names in lock.entries for stem in (names.stem, *names.former_stems)}
    prefixes = {api: register.give("", first, first, CLIENT) for api, (first, _, _) in words.items()}
    groups = {
        api: register.give(prefixes[api], f"{second}.", second, NAMESPACE) if second else ""
        for api, (_, second, _) in words.items()
    }
    for api, (_, _, rest) in words.items():
        module = register.give(_scope(prefixes[api], groups[api]), api, rest, NAMESPACE)
        stem = first_free(stem_spellings(api), lambda name: name in stems or name in STEMS)
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
        for path in names.former_paths:
            scope, _, module = path.rpartition(".")
            register.keep(scope, f"{path}:", module)  # no API is called so
    return register


def _split(api: str) -> tuple[str, str, str]:
    """Return prefix, group and method of an API's name; the group is empty when there are two words only."""
    words = check_api_name(api, "", 0).split(".")
    return words[0], words[1] if len(words) > 2 else "", "_".join(words[2:] or words[1:])


def _scope(prefix: str, group: str) -> str:
    return f"{prefix}.{group}" if group else prefix
