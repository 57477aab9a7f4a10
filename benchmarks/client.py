"""How fast the generated client is, side by side with what else one could use.

Usage: ``python benchmarks/client.py [calls] [decoding] [imports] [--pages DIR] [--rounds N] [--format json]``

In:  nothing, or a folder of pages for a package with many APIs, whose import is timed beside that of the small one.
Out: tables of calls over loopback, of decoding, and of imports; the last column holds each figure against a yardstick.
Note: contestants take turns round by round and ratios are medians of the rounds' ratios, so that a machine that is
busy for a while harms no comparison. What is not installed is a row that says so; the extra ``bench`` has the rest.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path

from client_calls import measure_calls
from client_decoding import measure_decoding
from client_imports import measure_imports
from client_report import Table, as_json, as_text


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what was asked for, or everything."""
    options = _parse(arguments)
    parts: dict[str, Callable[[], list[Table]]] = {
        "calls": lambda: measure_calls(options.rounds),
        "decoding": lambda: measure_decoding(options.rounds),
        "imports": lambda: measure_imports(options.rounds, options.pages),
    }
    tables = [table for name in options.parts or parts for table in parts[name]()]
    print(as_json(tables) if options.format == "json" else as_text(tables))
    return 0


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="client", description="How fast the generated client is.")
    parser.add_argument("parts", nargs="*", choices=["calls", "decoding", "imports", []], help="all when left out")
    parser.add_argument("--pages", type=Path, help="a folder of pages to generate a large package from")
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--format", choices=["text", "json"], default="text")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    raise SystemExit(main())
