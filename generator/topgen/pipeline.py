"""The order of the stages, in words: a page becomes a spec, and what else people want to see of it.

In:  a page. Out: ``PageAnalysis``, of which all commands show a part, and the ``PageReading`` that a run needs.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

from topgen.alignment import ApiTree, build_tree
from topgen.audit import audit_tree
from topgen.batch import PageReading, digest_content
from topgen.check import Problem, cap_problems, find_problems
from topgen.check.page import find_page_problems
from topgen.coverage import Coverage, measure_coverage
from topgen.document import Document
from topgen.examples.notations import PageExamples, parse_examples
from topgen.extract.api import read_api
from topgen.known_structs import NO_STRUCTS, KnownStructs, find_structs
from topgen.layouts import read_document
from topgen.package_metadata import TOPCLIENT, PackageMetadata
from topgen.pages import Page
from topgen.python_model import NameLock
from topgen.python_model.api_code import build_api
from topgen.python_model.lock import extend_lock
from topgen.render.api_files import render_module
from topgen.shipped import templates_folder
from topgen.spec.doubts import DoubtKind
from topgen.spec.model import Api
from topgen.spec.spec_file import dump_api


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
    (names,) = extend_lock(NameLock(), (api.name,)).entries
    module = build_api(api, names, metadata, with_tests=False).module
    return render_module(module, templates_folder(), metadata)


def make_reading(page: Page, known_structs: KnownStructs = NO_STRUCTS) -> PageReading:
    """Analyse a page as far as a run needs it.

    Raises:
        PageError: the page is no API page.
        NameConflictError: the name on the page is no safe API name.
        SpecFormatError: the page holds what no spec file can hold.
    """
    analysis = PageAnalysis(page, known_structs)
    spec = dump_api(analysis.api)
    return PageReading(
        analysis.api,
        spec,
        sha256(spec.encode()).hexdigest(),
        analysis.problems,
        analysis.coverage.explained,
        analysis.coverage.total,
        digest_content(analysis.api),
        structs=tuple(find_structs(analysis.tree)),
        has_open_places=any(doubt.kind is DoubtKind.PARENT for doubt in analysis.tree.doubts),
    )
