"""Docstrings and signatures that are made when somebody asks for them, as ``help`` does.

In:  a class of this package. Out: descriptors, which hold next to nothing until then.
Whatever is public gets its docstring when ``import_public`` imports it, so that no class has to know of it; the classes
of API modules get theirs from their base. ``typing`` is not imported, which takes longer than all of this.
"""

from __future__ import annotations

from importlib import import_module


class LazyDoc:
    """``__doc__`` of a class: its own docstring, with those of its attributes below."""

    __slots__ = ("_described", "_own")

    def __init__(self, own: str | None) -> None:
        """Take the docstring in the source."""
        self._own = own
        self._described: str | None = None

    def __get__(self, instance: object, owner: type) -> str:
        if self._described is None:
            # Only now: what reads source is not for programs that ask for no help.
            from topclient._runtime.help_text.describe import describe_class

            self._described = describe_class(owner, self._own)
        return self._described


class PlainSignature:
    """``__signature__`` of a class: its parameters without what only the wire needs to know."""

    __slots__ = ()

    def __get__(self, instance: object, owner: type) -> object:
        from topclient._runtime.help_text.describe import plain_signature

        return plain_signature(owner)


def document_lazily(cls: type) -> None:
    """Let ``help`` show the attributes of a class too."""
    own = vars(cls).get("__doc__")
    if not isinstance(own, LazyDoc):
        doc = LazyDoc(own)
        # Of a class with a metaclass in Python, pydoc would find the descriptor instead of its text.
        type.__setattr__(cls, "__doc__", doc.__get__(None, cls) if issubclass(cls, dict) else doc)


def import_public(package: str, modules: dict[str, str], name: str) -> object:
    """Return the public name of a package, from the module below it that has it; ``AttributeError`` for other names."""
    if name not in modules:
        raise unknown_name(package, list(modules), name)
    return load_public(f"{package}.{modules[name]}", name)


def load_public(module: str, name: str) -> object:
    """Return what a module has under a name, ready for ``help``."""
    value: object = getattr(import_module(module), name)
    if isinstance(value, type):
        document_lazily(value)
    return value


def unknown_name(package: str, names: list[str], name: str) -> AttributeError:
    """Return an error that names what was meant: Python itself looks for it only where there are fewer than 750."""
    from difflib import get_close_matches

    found = [] if name.startswith("_") else get_close_matches(name, names, 1)
    near = "".join(f"; did you mean {one}?" for one in found)
    return AttributeError(f"module {package!r} has no attribute {name!r}{near}", name=name)


def list_public(own: dict[str, object], names: list[str]) -> list[str]:
    """Return what completion and ``help`` are to see of a package: neither helpers nor what it imports."""
    usual = {name for name in own if name.startswith("__")} - {"__getattr__", "__dir__"}
    return sorted(usual.union(names))
