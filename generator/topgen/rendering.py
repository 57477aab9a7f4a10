"""Specs become the files of the package; what has not changed since the last run is not even loaded.

In:  the specs, the name lock, the folder of the package. Out: ``Rendering``: the files that may differ from those on
disk, and the digests of the others.
What an API becomes depends on its spec, its corrections, its names and the templates alone, so each has a key made of
these; the files that lead to the APIs have keys of their own. A key that the last run knew, and files that are on disk
as that run left them, need nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from topgen.batch import generator_digest
from topgen.errors import GeneratorError
from topgen.guards import check_lock, check_name, check_target
from topgen.package_metadata import PackageMetadata
from topgen.python_model import NameLock, Names, split_namespaces
from topgen.remembered import CACHE, load_remembered, save_remembered
from topgen.render import HeldModule, OutputFile, copy_files, held_files, hold_modules, mark_test_folders, read_manifest
from topgen.select import Selection, select_apis, takes
from topgen.shipped import runtime_folder, templates_folder
from topgen.spec.problems import Problem
from topgen.spec_store import ApiFault, CorrectedApi, StoredSpec, StoredSpecs
from topgen.stamps import Stamp, Stamps

if TYPE_CHECKING:
    from topgen.making import Settings, Shared

_LIBRARIES = [version(name) for name in ("black", "jinja2")]
"""What the text of a file also depends on."""
_SHARED = ("/__init__.py.j2", "/__init__.pyi.j2", "/_index.py.j2", "/client.py.j2")
"""Ends of the paths of templates of what leads to APIs."""


class _Made(msgspec.Struct, frozen=True):
    """What was made of an API, or of what leads to APIs."""

    key: str
    """Of all that it depends on."""
    files: dict[str, str]
    """Digests by path."""
    words: str = ""
    """What the method of an API says of it."""
    corrected: tuple[str, ...] = ()
    notes: tuple[Problem, ...] = ()
    """About its corrections."""


class _LastRun(msgspec.Struct):
    """What the last run knew of a package."""

    stamps: dict[str, Stamp]
    made: dict[str, _Made]


@dataclass(frozen=True, slots=True)
class Rendering:
    """A package that is not on disk yet."""

    files: tuple[OutputFile, ...]
    """Those that were made anew, sorted."""
    as_left: Mapping[str, str]
    """The others, by path with their digests: they are on disk as they should be."""
    lock: NameLock
    """With names for all APIs, so that what is left out today has the same name tomorrow."""
    selection: Selection
    faults: tuple[ApiFault, ...]
    """What costs one API each, whose files stay as they are."""
    notes: tuple[Problem, ...]
    """What is odd about corrections."""
    known: frozenset[str]
    """All APIs that there are specs of, whatever the package holds."""
    named_anew: frozenset[str]
    """The APIs whose names may differ from those that their modules have."""
    stamps: Stamps
    """Of the package."""
    _made: Mapping[str, _Made]
    _last: _LastRun
    _place: tuple[Path, str]

    def remember(self) -> None:
        """Let the next run know what this one has made; to be called once it is on disk."""
        for file in self.files:
            self.stamps.forget(file.path)
        for path in (*self.as_left, *(file.path for file in self.files)):
            self.stamps.digest(path)
        now = _LastRun(self.stamps.seen, dict(self._made))
        if now != self._last:
            save_remembered(*self._place, now)


def render(
    stored: StoredSpecs,
    lock: NameLock,
    lock_file: Path,
    out: Path,
    only: Sequence[str] = (),
    *,
    with_tests: bool | None,
    metadata: PackageMetadata,
    remember: bool = True,
) -> Rendering:
    """Render the package of the APIs that match, or of those that it was last built of; only the cache is written.

    It has tests or not, as it was last built where ``with_tests`` is None. An API with a fault keeps its files.
    """
    manifest = read_manifest(out)
    check_target(out, manifest)
    check_lock(lock, lock_file, manifest)
    place = (out.parent, f"packages/{sha256(out.name.encode('utf-8', 'surrogateescape')).hexdigest()[:16]}.json")
    last = load_remembered(*place, _LastRun) or _LastRun({}, {})
    with_tests = manifest.has_tests if with_tests is None else with_tests
    patterns = only or manifest.only
    names = {each.api: each for each in lock.entries}
    run = _Run(out, last.made, Stamps(out, last.stamps), metadata, patterns, with_tests=with_tests, remember=remember)
    loaded, faults = _load(spec for spec in stored.specs if not run.recall(spec, names.get(spec.name)))
    lock, unnamed = _name(lock, loaded)
    faults = (*stored.faults, *faults, *(ApiFault(name, error) for name, error in unnamed.items()))
    at_fault = {fault.api for fault in faults}
    check_name(manifest, metadata.name, at_fault, out)
    names = {each.api: each for each in lock.entries}

    named = loaded.keys() - unnamed.keys()
    good = [spec for spec in stored.specs if spec.name in run.made or spec.name in named]
    held = hold_modules(lock, at_fault, out, metadata)
    selection = select_apis([spec.name for spec in good], patterns, [each.api for each in held], with_tests=with_tests)
    held = tuple(each for each in held if selection.takes(each.api))
    run.make_apis([(spec, loaded[spec.name], names[spec.name]) for spec in good if spec.name in loaded])
    shown = dict.fromkeys((*selection.apis, *(each.api for each in held)))
    run.make_shared([names[name] for name in shown], held)

    corrected = {name: run.made[name].corrected for name in selection.apis if run.made[name].corrected}
    files, as_left = run.files(held, [names[name] for name in selection.apis])
    return Rendering(
        files=files,
        as_left=as_left,
        lock=lock,
        selection=replace(selection, corrected=corrected),
        faults=faults,
        notes=tuple(note for spec in good for note in run.made[spec.name].notes),
        known=frozenset((*(spec.name for spec in good), *at_fault)),
        named_anew=frozenset((*loaded, *at_fault)),
        stamps=run.stamps,
        _made=run.made,
        _last=last,
        _place=place,
    )


def _load(specs: Iterable[StoredSpec]) -> tuple[dict[str, CorrectedApi], tuple[ApiFault, ...]]:
    """Load specs with their corrections; one that cannot be loaded costs its own API."""
    loaded: dict[str, CorrectedApi] = {}
    faults: list[ApiFault] = []
    for spec in specs:
        try:
            loaded[spec.name] = spec.load()
        except GeneratorError as error:
            faults.append(ApiFault(spec.name, error))
    return loaded, tuple(faults)


def _name(lock: NameLock, loaded: Mapping[str, CorrectedApi]) -> tuple[NameLock, dict[str, GeneratorError]]:
    """Return the lock with the names of APIs and of what is in their modules, and what cannot be named."""
    if not loaded:
        return lock, {}
    from topgen.python_model.module_names import lock_names

    return lock_names(lock, (each.api for each in loaded.values()))


@dataclass(slots=True)
class _Run:
    """What one run makes of a package, and what it takes over from the last."""

    out: Path
    last: Mapping[str, _Made]
    stamps: Stamps
    metadata: PackageMetadata
    patterns: Sequence[str]
    with_tests: bool
    remember: bool
    made: dict[str, _Made] = field(default_factory=dict)
    """By the name of the API, or of what leads to APIs, which begins with a colon."""
    fresh: list[OutputFile] = field(default_factory=list)

    @property
    def cache(self) -> Path:
        """The folder of the cache."""
        return self.out.parent / CACHE

    def recall(self, spec: StoredSpec, names: Names | None) -> bool:
        """Take over what the last run has made of an API, if nothing has changed."""
        if names is None or spec.digest is None:
            return False
        made = self.last.get(spec.name)
        is_same = made is not None and made.key == self._api_key(spec, names)
        if made is None or not is_same or (takes(self.patterns, spec.name) and not self._is_there(made)):
            return False
        self.made[spec.name] = made
        return True

    def _is_there(self, made: _Made) -> bool:
        """Return whether files were made, and are on disk as they were."""
        same = all(self.stamps.digest(path) == digest for path, digest in made.files.items())
        return bool(made.files) and same

    def _api_key(self, spec: StoredSpec, names: Names) -> str:
        return _key(_api_maker(), self.metadata, self.with_tests, spec.digest, names)

    def make_apis(self, wanted: Sequence[tuple[StoredSpec, CorrectedApi, Names]]) -> None:
        """Make the files of APIs."""
        taken = [each for each in wanted if takes(self.patterns, each[0].name)]
        if not wanted:
            return
        from topgen.making import make_apis

        rendered = make_apis([(corrected.api, names) for _, corrected, names in taken], self._settings)
        files = dict(zip((spec.name for spec, _, _ in taken), rendered, strict=True))
        for spec, corrected, names in wanted:
            words, its_files = files.get(spec.name, ("", ()))
            self.fresh += its_files
            places = tuple(each.at for each in corrected.api.corrected)
            digests = {file.path: file.digest for file in its_files}
            self.made[spec.name] = _Made(self._api_key(spec, names), digests, words, places, corrected.notes)

    def make_shared(self, names: Sequence[Names], held: Sequence[HeldModule]) -> None:
        """Make the files that lead to these APIs, of which some are held."""
        words = {each.api: self.made[each.api].words for each in names if each.api in self.made}
        words = {**{each.api: each.words for each in held}, **words}
        parts: dict[str, tuple[str, Shared]] = {}
        for name, said, part in _shared(names, words):
            key, before = _key(_shared_maker(part), self.metadata, said), self.last.get(name)
            if before is not None and before.key == key and self._is_there(before):
                self.made[name] = before
            else:
                parts[name] = key, part
        if not parts:
            return
        from topgen.making import make_shared

        made = make_shared([part for _, part in parts.values()], names, words, self._settings)
        for (name, (key, _)), files in zip(parts.items(), made, strict=True):
            self.fresh += files
            self.made[name] = _Made(key, {file.path: file.digest for file in files})

    @property
    def _settings(self) -> Settings:
        from topgen.making import Settings

        return Settings(self.metadata, self.cache, self.with_tests, self.remember)

    def files(
        self, held: Iterable[HeldModule], names: Iterable[Names]
    ) -> tuple[tuple[OutputFile, ...], dict[str, str]]:
        """Return all files that are made anew, sorted, and the digests of the others by path."""
        copied = copy_files(
            *(templates_folder(), runtime_folder(), self.metadata, self.cache),
            with_tests=self.with_tests,
            remember=self.remember,
        )
        marks = mark_test_folders(names) if self.with_tests else ()
        kept = held_files(held, with_tests=self.with_tests)
        fresh = {file.path: file for file in (*kept, *copied, *marks, *self.fresh)}
        shown = (made for name, made in self.made.items() if name.startswith(":") or takes(self.patterns, name))
        known = {path: digest for made in shown for path, digest in made.files.items()}
        as_left = {path: digest for path, digest in known.items() if path not in fresh}
        return tuple(fresh[path] for path in sorted(fresh)), as_left


def _shared(names: Sequence[Names], words: Mapping[str, str]) -> Iterator[tuple[str, object, Shared]]:
    """Yield what leads to APIs: what it is remembered by, and all that it depends on."""
    yield ":index", [(each.api, each.place, each.former) for each in names], "index"
    yield ":client", sorted({each.prefix for each in names}), "client"
    for space in split_namespaces(names):
        said = [(each.place, each.former, words[each.api]) for each in space.members]
        yield f":{space.prefix}.{space.group}", (space.groups, said), space


def _key(*parts: object) -> str:
    return sha256(repr(parts).encode("utf-8", "surrogatepass")).hexdigest()


@cache
def _api_maker() -> str:
    """Return a digest of all that decides what an API becomes."""
    return _key(generator_digest(), _LIBRARIES, _templates_digest(_SHARED, among=False))


def _shared_maker(part: Shared) -> str:
    """Return a digest of all that decides what leads to APIs."""
    return _maker_of(part if isinstance(part, str) else "namespace")


@cache
def _maker_of(kind: str) -> str:
    ends = {"index": ("/__init__.pyi.j2", "/_index.py.j2"), "client": ("/client.py.j2",)}
    return _key(generator_digest(), _LIBRARIES, _templates_digest(ends.get(kind, ("/__init__.py.j2",)), among=True))


def _templates_digest(ends: tuple[str, ...], *, among: bool) -> str:
    """Return a digest of the templates whose paths end like that, or of all others."""
    folder = templates_folder()
    found = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.j2"))
    return _key([(path, (folder / path).read_bytes()) for path in found if path.endswith(ends) == among])
