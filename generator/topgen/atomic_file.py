"""Files that are never half there, whoever looks and whatever interrupts the run.

In:  a path and bytes.
Out: the file, written beside its place and then renamed; one that holds these bytes already is not touched.
Nothing is forced to the disk platter: this guards against an interrupted run, not against a power cut.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def write_file(path: Path, data: bytes) -> None:
    """Make a file hold these bytes; raise ``OSError`` that names it where the disk refuses."""
    try:
        if path.is_file() and path.read_bytes() == data:
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace(path, data)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from None


def _replace(path: Path, data: bytes) -> None:
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".topgen-")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)
    except BaseException:
        os.unlink(temporary)
        raise
