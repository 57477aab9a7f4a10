"""The files that one API is the reason for: its module, what stands at its former places, its tests, its examples.

In:  ``ApiCode``, the folder of the templates. Out: ``OutputFile`` values, formatted and verified.
Templates mirror the generated tree: ``{prefix}`` in a path stands for every prefix.
"""

from __future__ import annotations

from pathlib import Path

from topgen.package_metadata import TOPCLIENT, PackageMetadata
from topgen.python_model.model import ApiCode, ExampleFile, ExampleTests, FormerModule, Module
from topgen.render.drafts import Draft, OutputFile, finish, is_laid_out, prove
from topgen.render.environment import Templates, open_templates
from topgen.render.formatting import format_source
from topgen.render.renaming import source_folder
from topgen.render.verify import tests_grammar


def render_api(
    code: ApiCode, templates_dir: Path, metadata: PackageMetadata, cache_dir: Path, *, remember: bool = True
) -> tuple[OutputFile, ...]:
    """Return the files of an API; ``templates_dir`` is ``templates/client``.

    Raises:
        RenderingError: a file is not what its model says.
    """
    templates, source = open_templates(templates_dir, metadata), source_folder(metadata)
    drafts = [_module(code.module, templates, source)]
    drafts += [_former_module(former, templates, source) for former in code.former_modules]
    drafts += [_tests(code.tests, templates)] if code.tests is not None else []
    return (*finish(drafts, metadata, cache_dir, remember=remember), _examples(code.examples, source))


def render_module(module: Module, templates_dir: Path, metadata: PackageMetadata = TOPCLIENT) -> str:
    """Return the text of the module of one API, as its package holds it; raises as ``render_api`` does."""
    draft = _module(module, open_templates(templates_dir, metadata), source_folder(metadata))
    return prove(draft, draft.text if draft.is_final else format_source(draft.text), metadata).data.decode()


def _module(module: Module, templates: Templates, source: str) -> Draft:
    inside, folder = ("{group}/", f"{module.prefix}/{module.group}") if module.group else ("", module.prefix)
    text, own = templates.render(f"{source}/apis/{{prefix}}/{inside}{{module}}.py.j2", module=module)
    model = (module.doc, module.imports, module.runtime, module.exports, module.errors, module.classes, module.former)
    return Draft(f"{source}/apis/{folder}/{module.name}.py", text, model, own, is_laid_out(text))


def _former_module(former: FormerModule, templates: Templates, source: str) -> Draft:
    inside, folder = ("{group}/", f"{former.prefix}/{former.group}") if former.group else ("", former.prefix)
    text, own = templates.render(f"{source}/apis/{{prefix}}/{inside}{{former}}.py.j2", former=former)
    model = (former.doc, former.runtime, former.target, former.path, former.exports)
    return Draft(f"{source}/apis/{folder}/{former.name}.py", text, model, own)


def _tests(tests: ExampleTests, templates: Templates) -> Draft:
    inside, folder = ("{group}/", f"{tests.prefix}/{tests.group}") if tests.group else ("", tests.prefix)
    text, own = templates.render(f"tests/{{prefix}}/{inside}test_{{module}}.py.j2", tests=tests)
    model = (
        *(tests.doc, tests.api, tests.imports, tests.public, tests.classes, tests.request, tests.sent, tests.files),
        *(tests.response, tests.checks, tests.required, tests.errors),
    )
    grammar = tests_grammar(tests.classes.names)
    return Draft(f"tests/{folder}/test_{tests.name}.py", text, model, own, is_laid_out(text), grammar)


def _examples(example: ExampleFile, source: str) -> OutputFile:
    return OutputFile(f"{source}/mock/examples/{example.api}.json", example.text.encode())
