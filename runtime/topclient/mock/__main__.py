"""``python -m topclient.mock``: the gateway in a terminal, for clients in any language.

In:  the address, key, secret, session and faults. Out: one line a call, until Ctrl-C. Exit code 2 when it cannot
listen, an option makes no sense, or the extra ``mock`` is not installed.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace, RawDescriptionHelpFormatter
from collections.abc import Sequence
from contextlib import suppress
from io import TextIOWrapper

from topclient.mock.extra import import_server
from topclient.mock.faults import FAULTS, FaultOrder, parse_fault
from topclient.mock.first_call import write_first_call
from topclient.mock.gateway import Gateway
from topclient.mock.log import Call

_ABOUT = """\
A mock of the Taobao Open Platform's gateway, for trying and testing clients without the platform.

It knows the APIs of this package and answers each with the example of its documentation page, in json, simplified
json or xml, as the call asks. Every call is verified first, as the platform does, and refused with its codes:

  21 22  method        28 29  app key       32-34  version      23  format
  30 31  timestamp     24 25  signature     26 27  session       7  flow limit
  40 41  arguments      3     upload         9     HTTP verb    47  encoding     43  too much of anything

A timestamp may be off by 10 minutes; it is in GMT+8, or in milliseconds since 1970. Signatures by md5, hmac and
hmac-sha256 are understood, and the oldest rule where no sign_method is named. Parameters may come in the query, in the
body or in both. At the same address it serves

  /router/rest     calls: forms and uploads, or XML and JSON bodies that are signed
  /router/batch    many calls in one request
  /                a page for people: the APIs, recent calls, and why a signature is wrong
  /calls.json      the newest 1,000 calls for programs, without secrets
"""
_FAULTS = """\
faults:
{faults}

  --fault delay=2                            every reply takes 2 seconds
  --fault reset,times=3                      the first 3 calls are reset, whatever they call
  --fault API:flow-limit=30                  this API is banned for 30 seconds from its first call on

Faults of one API, or of all, follow each other in the order given. One without times lasts for good.
"""
_MORE = """\

In tests, use the context manager topclient.mock.MockGateway or the pytest fixture mock_gateway instead: they keep a
log of what was sent, and let an API answer with errors, other data, or faults (reply, fail, fault).
"""


def _port(text: str) -> int:
    if text.isascii() and text.isdigit() and int(text) < 2**16:
        return int(text)
    raise ArgumentTypeError("has to be a number from 0 to 65535")


def _fault(text: str) -> FaultOrder:
    try:
        return parse_fault(text)
    except ValueError as error:
        raise ArgumentTypeError(str(error)) from None


def _parser() -> ArgumentParser:
    faults = _FAULTS.format(faults="\n".join(f"  {name:<20} {meaning}" for name, meaning in FAULTS.items()))
    parser = ArgumentParser(
        "python -m topclient.mock",
        description=_ABOUT,
        epilog=faults + _MORE,
        formatter_class=RawDescriptionHelpFormatter,
    )
    parser.add_argument("--host", default="127.0.0.1", help="address to listen at (default: %(default)s)")
    parser.add_argument("--port", default=8000, type=_port, help="0 for any free one (default: %(default)s)")
    parser.add_argument("--app-key", default="12345678", help="the key to accept (default: %(default)s)")
    parser.add_argument("--app-secret", default="helloworld", help="its secret (default: %(default)s)")
    parser.add_argument("--session", default="test", help="the access token to accept (default: %(default)s)")
    parser.add_argument(
        "--fault",
        default=[],
        type=_fault,
        action="append",
        metavar="[API:]KIND[=NUMBER][,times=N]",
        help="what is to go wrong, see below; may be given more than once",
    )
    return parser


def _shown(parser: ArgumentParser, options: Namespace) -> tuple[str, str, str]:
    """Return key, secret and session to paste; what the user chose may be real, and is not printed."""
    secrets = ((getattr(options, name), parser.get_default(name)) for name in ("app_secret", "session"))
    secret, session = (chosen if chosen == default else "…" for chosen, default in secrets)
    return options.app_key, secret, session


def _print_call(call: Call) -> None:
    outcome = " ".join(str(value) for value in call.failure.fields().values()) if call.failure else "ok"
    place = f" [batch {call.batch}]" if call.batch else ""
    fault = f" ({call.fault})" if call.fault else ""
    name = _printable(call.api or "(no method)")
    print(f"{_printable(call.verb):.20} {name:.200}{place}: {_printable(outcome):.300}{fault}", flush=True)
    if call.diagnosis:
        print(f"    {_printable(call.diagnosis.causes[0]):.500}", flush=True)


def _printable(text: str) -> str:
    """Return what a client sent, with control characters kept from the terminal."""
    return "".join(each if each.isprintable() else ascii(each)[1:-1] for each in text)


def _order_faults(gateway: Gateway, parser: ArgumentParser, orders: Sequence[FaultOrder]) -> None:
    for order in orders:
        try:
            gateway.order_fault(order)
        except LookupError as error:
            parser.error(f"argument --fault: {error}")


def _announce(url: str, shown: tuple[str, str, str]) -> None:
    # Where a terminal has no Chinese, the program means the same with escapes.
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
    print(f"The mock gateway listens at {url} (Ctrl-C ends it).")
    print(f"Its APIs, calls and their faults are shown at {url.removesuffix('router/rest')}. A first call:\n")
    print(write_first_call(url, *shown), end="\n\n", flush=True)


def main(argv: Sequence[str] | None = None) -> int:
    """Listen until Ctrl-C; return the exit code."""
    parser = _parser()
    options = parser.parse_args(argv)
    gateway = Gateway(options.app_key, options.app_secret, options.session, on_call=_print_call)
    _order_faults(gateway, parser, options.fault)
    try:
        server = import_server()
        listening = server.listen(options.host, options.port)
    except ImportError as error:
        parser.exit(2, f"{parser.prog}: {error}\n")
    except OSError as error:
        reason = (error.strerror or str(error)).partition(" (while")[0]
        place = f"{options.host}:{options.port}"
        parser.exit(2, f"{parser.prog}: cannot listen at {place}: {reason}; choose another --port or --host\n")
    _announce(server.address_of(listening), _shown(parser, options))
    with suppress(KeyboardInterrupt):
        server.Server(gateway, listening, options.host).run()
    return 0


if __name__ == "__main__":
    sys.exit(main())
