"""``python -m topclient.mock``: the gateway in a terminal, for clients in any language.

In:  the address, key, secret and session. Out: one line a call, until Ctrl-C. Exit code 2 when it cannot listen or the
extra ``mock`` is not installed.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace, RawDescriptionHelpFormatter
from collections.abc import Sequence
from contextlib import suppress
from io import TextIOWrapper

from topclient.mock.calls import Call
from topclient.mock.extra import import_server
from topclient.mock.first_call import write_first_call
from topclient.mock.gateway import Gateway

_ABOUT = """\
A mock of the Taobao Open Platform's gateway, for trying and testing clients without the platform.

It knows the APIs of this package and answers each with the example of its documentation page, in json, simplified
json or xml, as the call asks. Every call is verified first, as the platform does, and refused with its codes:

  21 22  method        28 29  app key       32-34  version      23  format
  30 31  timestamp     24 25  signature     26 27  session      40 41  arguments

A timestamp may be off by 10 minutes; it is in GMT+8, or in milliseconds since 1970. Signatures by md5, hmac and
hmac-sha256 are understood. Parameters may come in the query, in the body or in both.
"""
_MORE = """\
In tests, use the context manager topclient.mock.MockGateway or the pytest fixture mock_gateway instead: they keep a
log of what was sent, and let an API answer with errors or other data.
"""


def _port(text: str) -> int:
    if text.isascii() and text.isdigit() and int(text) < 2**16:
        return int(text)
    raise ArgumentTypeError("has to be a number from 0 to 65535")


def _parser() -> ArgumentParser:
    parser = ArgumentParser(
        "python -m topclient.mock", description=_ABOUT, epilog=_MORE, formatter_class=RawDescriptionHelpFormatter
    )
    parser.add_argument("--host", default="127.0.0.1", help="address to listen at (default: %(default)s)")
    parser.add_argument("--port", default=8000, type=_port, help="0 for any free one (default: %(default)s)")
    parser.add_argument("--app-key", default="12345678", help="the key to accept (default: %(default)s)")
    parser.add_argument("--app-secret", default="helloworld", help="its secret (default: %(default)s)")
    parser.add_argument("--session", default="test", help="the access token to accept (default: %(default)s)")
    return parser


def _shown(parser: ArgumentParser, options: Namespace) -> tuple[str, str, str]:
    """Key, secret and session to paste; what the user chose may be real, and is not printed."""
    secrets = ((getattr(options, name), parser.get_default(name)) for name in ("app_secret", "session"))
    secret, session = (chosen if chosen == default else "…" for chosen, default in secrets)
    return options.app_key, secret, session


def _print_call(call: Call) -> None:
    outcome = f"{call.failure.code} {call.failure.msg}" if call.failure else "ok"
    # The client chose these words; repr keeps control characters from the terminal.
    print(f"{call.verb} {call.api!r}: {outcome!a}"[:300], flush=True)


def main(argv: Sequence[str] | None = None) -> int:
    """Listen until Ctrl-C; the exit code is 0 then."""
    parser = _parser()
    options = parser.parse_args(argv)
    gateway = Gateway(options.app_key, options.app_secret, options.session, on_call=_print_call)
    try:
        server = import_server()
        listening = server.listen(options.host, options.port)
    except ImportError as error:
        parser.exit(2, f"{parser.prog}: {error}\n")
    except OSError as error:
        reason = (error.strerror or str(error)).partition(" (while")[0]
        place = f"{options.host}:{options.port}"
        parser.exit(2, f"{parser.prog}: cannot listen at {place}: {reason}; choose another --port or --host\n")
    if isinstance(
        sys.stdout, TextIOWrapper
    ):  # \u escapes are right in the program too, where a terminal has no Chinese
        sys.stdout.reconfigure(errors="backslashreplace")
    url = server.address_of(listening)
    print(f"The mock gateway listens at {url} (Ctrl-C ends it). A first call:\n")
    print(write_first_call(url, *_shown(parser, options)), end="\n\n", flush=True)
    with suppress(KeyboardInterrupt):
        server.build_server(gateway).run([listening])
    return 0


if __name__ == "__main__":
    sys.exit(main())
