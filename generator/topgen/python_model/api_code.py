"""All code that one API is the reason for.

In:  the spec of an API and its names, which the lock has by now. Out: ``ApiCode``; no other API has a part in it.
"""

from __future__ import annotations

from topgen.package_metadata import PackageMetadata
from topgen.python_model.code import identifier
from topgen.python_model.example_tests import build_example_tests
from topgen.python_model.examples import write_examples
from topgen.python_model.lock import Names
from topgen.python_model.model import ApiCode, ExampleFile
from topgen.python_model.module import api_words, build_former_modules, build_module
from topgen.python_model.module_names import read_context
from topgen.spec.model import Api


def build_api(api: Api, names: Names, metadata: PackageMetadata, *, with_tests: bool) -> ApiCode:
    """Return the code of an API under its names, with tests of its example or without.

    Raises:
        NameConflictError: one of its names is none that Python can have there.
    """
    package = identifier(metadata.name)
    context = read_context(api, names)
    module = build_module(context, package)
    return ApiCode(
        module=module,
        former_modules=tuple(build_former_modules(module, context.names, package)),
        tests=build_example_tests(context, package) if with_tests else None,
        examples=ExampleFile(api.name, write_examples(api)),
        words=api_words(context),
    )
