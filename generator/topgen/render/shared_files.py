"""The files that lead to the APIs of a package.

In:  namespaces, the index, the folder of the templates. Out: ``Draft`` values.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from topgen.package_metadata import PackageMetadata
from topgen.python_model.model import Child, Group, Index, Prefix
from topgen.render.drafts import Draft, is_laid_out
from topgen.render.environment import open_templates
from topgen.render.renaming import source_folder


def draft_index(index: Index, templates_dir: Path, metadata: PackageMetadata) -> Iterator[Draft]:
    """Yield the files of the index; black is kept from them, since they are long lists in which it changes nothing."""
    for name, model in (("__init__.pyi", index.exports), ("_index.py", (index.public, index.methods))):
        path = f"{source_folder(metadata)}/{name}"
        text, own = open_templates(templates_dir, metadata).render(f"{path}.j2", index=index)
        yield Draft(path, text, model, own, is_final=bool(index.methods))


def draft_client(children: Sequence[Child], templates_dir: Path, metadata: PackageMetadata) -> Draft:
    """Return the file of the client."""
    path = f"{source_folder(metadata)}/client.py"
    text, own = open_templates(templates_dir, metadata).render(f"{path}.j2", children=children)
    return Draft(path, text, children, own, is_laid_out(text))


def draft_prefix(prefix: Prefix, templates_dir: Path, metadata: PackageMetadata) -> Draft:
    """Return the file of the namespace of a prefix."""
    source = source_folder(metadata)
    templates = open_templates(templates_dir, metadata)
    text, own = templates.render(f"{source}/apis/{{prefix}}/__init__.py.j2", prefix=prefix)
    model = (prefix.doc, prefix.runtime, prefix.exported, prefix.class_name, prefix.groups, prefix.operations)
    return Draft(f"{source}/apis/{prefix.name}/__init__.py", text, model, own, is_laid_out(text))


def draft_group(group: Group, templates_dir: Path, metadata: PackageMetadata) -> Draft:
    """Return the file of the namespace of a group."""
    source = source_folder(metadata)
    templates = open_templates(templates_dir, metadata)
    text, own = templates.render(f"{source}/apis/{{prefix}}/{{group}}/__init__.py.j2", group=group)
    model = (group.doc, group.runtime, group.exported, group.class_name, group.operations)
    return Draft(f"{source}/apis/{group.prefix}/{group.name}/__init__.py", text, model, own, is_laid_out(text))
