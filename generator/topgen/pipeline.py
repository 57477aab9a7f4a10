"""The order of the stages, in words: a page becomes a spec, specs become the package.

In:  pages, the specs folder, the folder of the generated package.
Out: ``PageAnalysis`` of one page, of which all commands show a part; for a run ``ParseResult`` and ``Changes``.
The batch is handed ``make_reading`` and knows no stage itself, so that both orders can stand in this file. A page that
cannot be read never stops the others, and an API whose page is gone keeps its spec file: only a person deletes an API.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import topgen
from topgen.alignment import ApiTree, build_tree
from topgen.alignment.known_structs import NO_STRUCTS, KnownStructs, find_structs
from topgen.audit import audit_tree
from topgen.batch import CACHE, PageReading, digest_content
from topgen.check import Problem, cap_problems, find_problems
from topgen.check.page import find_page_problems
from topgen.coverage import Coverage, measure_coverage
from topgen.document import Document
from topgen.examples.notations import PageExamples, parse_examples
from topgen.exclusive import check_whole, exclusive
from topgen.extract.api import read_api
from topgen.guards import (
    check_inner_names,
    check_lock,
    check_name,
    check_pages,
    check_places,
    check_removal,
    check_target,
)
from topgen.layouts import read_document
from topgen.package_metadata import TOPCLIENT, PackageMetadata
from topgen.pages import Page
from topgen.python_model import LOCK_FILE, NameLock, build_package, dump_lock, load_lock, lock_names
from topgen.render import (
    Changes,
    Drift,
    OutputFile,
    change_tree,
    find_drift,
    hold_modules,
    read_file,
    read_manifest,
    render_module,
    render_package,
    show_drift,
    with_held,
)
from topgen.select import Selection, select_apis
from topgen.settings import NO_SETTINGS, Settings
from topgen.small_files import read_small_file
from topgen.spec.doubts import DoubtKind
from topgen.spec.model import Api
from topgen.spec.spec_file import dump_api
from topgen.spec_store import (
    NOTHING,
    Allowed,
    ApiFault,
    LoadedSpecs,
    ParseResult,
    Watch,
    change_specs,
    load_specs,
    read_specs,
)


@dataclass(frozen=True)
class PageAnalysis:
    """What each stage makes of one page, in their order; computed once, when it is first asked for."""

    page: Page
    known_structs: KnownStructs = NO_STRUCTS
    """What other pages show of the classes of this one."""
    metadata: PackageMetadata = TOPCLIENT
    """Of the package that its client is shown in."""

    @cached_property
    def document(self) -> Document:
        """Sections, rows and examples, once the layout is found; raises ``PageError`` where there is none."""
        return read_document(self.page)

    @cached_property
    def examples(self) -> PageExamples:
        """What each example shows."""
        return parse_examples(self.document)

    @cached_property
    def tree(self) -> ApiTree:
        """Fields nested as tables and examples together tell, with doubts; raises ``PageError`` if they do not fit."""
        return audit_tree(self.page, build_tree(self.document, self.examples, self.known_structs))

    @cached_property
    def api(self) -> Api:
        """The spec; raises ``PageError`` or ``NameConflictError`` where the page tells no name that is safe."""
        return read_api(self.tree, self.page)

    @cached_property
    def coverage(self) -> Coverage:
        """What became of each line and cell of the page."""
        return measure_coverage(self.page, self.tree)

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong, doubtful or odd."""
        found = (*find_page_problems(self.page, self.tree, self.coverage, self.api), *find_problems(self.api))
        return cap_problems(found)

    @cached_property
    def client(self) -> str:
        """The Python module of the API, named as in a package without other APIs."""
        return render_client(self.api, self.metadata)


def render_client(api: Api, metadata: PackageMetadata) -> str:
    """Return the Python module of an API, named as in a package without other APIs."""
    (module,) = build_package((api,), NameLock(), with_tests=False, metadata=metadata).modules
    return render_module(module, _templates(), metadata)


def make_reading(page: Page, known_structs: KnownStructs = NO_STRUCTS) -> PageReading:
    """Analyse a page as far as a run needs it.

    Raises:
        PageError: the page is no API page.
        NameConflictError: the name on the page is no safe API name.
        SpecFormatError: the page holds what no spec file can hold.
    """
    analysis = PageAnalysis(page, known_structs)
    return PageReading(
        analysis.api,
        dump_api(analysis.api),
        analysis.problems,
        analysis.coverage.explained,
        analysis.coverage.total,
        digest_content(analysis.api),
        structs=tuple(find_structs(analysis.tree)),
        has_open_places=any(doubt.kind is DoubtKind.PARENT for doubt in analysis.tree.doubts),
    )


def parse(
    pages: Sequence[Path], specs: Path, watch: Watch | None = None, allowed: Allowed = NOTHING, *, dry: bool = False
) -> ParseResult:
    """Read pages and write their specs; all pages below the specs folder where none is named."""
    check_pages(pages)
    with exclusive(specs, dry=dry) as held:
        result = read_specs(make_reading, pages, specs, watch, allowed, keep_apis=False)
        held.commit(change_specs(result, specs))
    return result


@dataclass(frozen=True, slots=True)
class Rendering:
    """A package that is not on disk yet."""

    files: tuple[OutputFile, ...]
    lock: NameLock
    """With names for all APIs, so that what is left out today has the same name tomorrow."""
    selection: Selection
    faults: tuple[ApiFault, ...]
    """What costs one API each, whose files stay as they are."""
    notes: tuple[Problem, ...]
    """What is odd about corrections."""
    known: frozenset[str]
    """All APIs that there are specs of, whatever the package holds."""


@dataclass(frozen=True, slots=True)
class CheckResult:
    """How specs and package differ from what would be written now."""

    result: ParseResult
    drift: Drift
    """Of the package, by paths from where one stands."""
    selection: Selection
    diff: tuple[str, ...]
    """The lines of a unified diff, the specs first."""
    stale_lock: tuple[str, ...] = ()
    """The file of the name lock, where it would be written anew."""

    @property
    def stale(self) -> tuple[str, ...]:
        """The APIs and the files that differ."""
        specs = (*self.result.new, *self.result.changed, *self.result.rewritten)
        return (*specs, *self.result.released, *self.stale_lock, *self.drift.stale, *self.drift.kept)


def render(
    loaded: LoadedSpecs,
    specs: Path,
    out: Path,
    only: Sequence[str] = (),
    *,
    with_tests: bool | None = None,
    metadata: PackageMetadata = TOPCLIENT,
    remember: bool = True,
) -> Rendering:
    """Render the package of the APIs that match, or of those that it was last built of; only the cache is written.

    It has tests or not, as it was last built where ``with_tests`` is None. An API with a fault keeps its files.
    """
    last = read_manifest(out)
    check_target(out, last)
    with_tests = last.has_tests if with_tests is None else with_tests
    path = specs / Path(LOCK_FILE).name
    lock = load_lock(read_small_file(path), str(path)) if path.is_file() else load_lock("", str(path))
    check_lock(lock, path, last)
    lock, unnamed = lock_names(lock, loaded.apis)
    faults = (*loaded.faults, *(ApiFault(name, error) for name, error in unnamed.items()))
    known = frozenset((*(api.name for api in loaded.apis), *(fault.api for fault in faults)))
    check_name(last, metadata.name, {fault.api for fault in faults}, out)
    held = hold_modules(lock, (fault.api for fault in faults), out, metadata)
    apis = [api for api in loaded.apis if api.name not in unnamed]
    selection = select_apis(apis, only or last.only, [each.api for each in held], with_tests=with_tests)
    held = tuple(each for each in held if selection.takes(each.api))
    words = {each.api: each.doc for each in held}
    package = build_package(selection.apis, lock, words, with_tests=with_tests, metadata=metadata)
    cache = out.parent / CACHE
    files = render_package(package, _templates(), _shipped("runtime"), cache, remember=remember)
    return Rendering(with_held(files, held, with_tests=with_tests), lock, selection, faults, loaded.notes, known)


def _templates() -> Path:
    return _shipped("templates") / "client"


def _shipped(folder: str) -> Path:
    """Return a folder that is inside the installed package, or beside it in a checkout."""
    package = Path(topgen.__file__).parent
    inside = package / folder
    return inside if inside.is_dir() else package.parents[1] / folder


def check(specs: Path, out: Path, watch: Watch | None = None, settings: Settings = NO_SETTINGS) -> CheckResult:
    """Compare specs and package with what a build would write; nothing is written, not even a cache."""
    check_whole(specs)
    result = read_specs(make_reading, (), specs, watch, ignore=settings.ignore, remember=False)
    made = render(load_specs(specs, result), specs, out, metadata=settings.package, remember=False)
    result = result.with_faults(made.faults).with_notes(made.notes)
    drift = find_drift(made.files, out, made.selection.patterns)
    lock = OutputFile(Path(LOCK_FILE).name, dump_lock(made.lock).encode())
    diff = (line for file in (*result.files, lock) for line in show_drift((file,), specs, find_drift((file,), specs)))
    stale_lock = (f"{specs.name}/{lock.path}",) if read_file(specs, lock.path) != lock.data else ()
    return CheckResult(
        result, drift.below(out), made.selection, (*diff, *show_drift(made.files, out, drift)), stale_lock
    )


def build(
    pages: Sequence[Path],
    specs: Path,
    out: Path,
    only: Sequence[str] = (),
    watch: Watch | None = None,
    allowed: Allowed = NOTHING,
    *,
    with_tests: bool | None = None,
    dry: bool = False,
    settings: Settings = NO_SETTINGS,
) -> tuple[ParseResult, Changes, Selection]:
    """Read pages, write their specs, and bring the generated package up to date; ``dry`` writes only the cache."""
    check_places(pages, specs, out)
    with exclusive(specs, out, dry=dry) as held:
        result = read_specs(make_reading, pages, specs, watch, allowed, ignore=settings.ignore)
        loaded = load_specs(specs, result)
        made = render(loaded, specs, out, only, with_tests=with_tests, metadata=settings.package)
        lock = specs / Path(LOCK_FILE).name
        last = read_manifest(out)
        if lock.is_file():
            check_inner_names(load_lock(read_small_file(lock), str(lock)), lock, last, out)
        is_chosen = bool(only) and set(only) != set(last.only)
        check_removal(last, made.known, out, allowed=allowed.removal or is_chosen)
        result = result.with_faults(made.faults).with_notes(made.notes)
        drift, change = change_tree(made.files, out, made.selection.patterns)
        names = OutputFile(lock.name, dump_lock(made.lock).encode())
        held.commit(change_specs(result, specs, (names,)), change)
    return result, Changes(drift.below(out), held.resumed), made.selection
