"""Where the files of an API stand in the generated tree.

In:  the names of the API, what the package is called. Out: paths relative to the tree.
"""

from __future__ import annotations

from topgen.package_metadata import PackageMetadata
from topgen.python_model import Names
from topgen.render.renaming import source_folder


def module_path(names: Names, metadata: PackageMetadata) -> str:
    """Return the path of an API's module in the tree."""
    return f"{source_folder(metadata)}/apis/{names.path.replace('.', '/')}.py"


def api_files(names: Names, metadata: PackageMetadata) -> tuple[str, ...]:
    """Return the paths of all files that only one API is the reason for, the marks of its tests' packages included."""
    module = names.path.rpartition(".")[2]
    tests = test_folders(names)
    return (
        module_path(names, metadata),
        *(f"{source_folder(metadata)}/apis/{path.replace('.', '/')}.py" for path in names.former_paths),
        f"{source_folder(metadata)}/mock/examples/{names.api}.json",
        f"{tests[-1]}/test_{module}.py",
        *(f"{folder}/__init__.py" for folder in tests),
    )


def test_folders(names: Names) -> tuple[str, ...]:
    """Return the folders that an API's tests are in, the outermost first."""
    folders = names.path.split(".")[:-1]
    return ("tests", *("/".join(("tests", *folders[: at + 1])) for at in range(len(folders))))
