"""Fixtures of the tests with clients and a gateway that are not ours: each program is started once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from captured_replies import REPLIES
from foreign_clients import CHINA, Foreign, Running, Start, running
from official_gateway import Official, running_official_gateway


@pytest.fixture(scope="session")
def start() -> Iterator[Start]:
    """Yield the running program of a client; a test whose client is not there is skipped with the reason."""
    programs: dict[tuple[Foreign, str], Running] = {}
    with ExitStack() as stack:

        def started(foreign: Foreign, zone: str = CHINA) -> Running:
            if reason := foreign.missing:
                pytest.skip(reason)
            if (foreign, zone) not in programs:
                programs[foreign, zone] = stack.enter_context(running(foreign, zone))
            return programs[foreign, zone]

        yield started


@pytest.fixture(scope="session")
def _running_official_gateway() -> Iterator[Official]:
    with running_official_gateway() as gateway:
        yield gateway


@pytest.fixture
def official(_running_official_gateway: Official) -> Official:
    """Return a gateway that is not ours, with the captured replies laid ready and nothing taken yet."""
    _running_official_gateway.reset(REPLIES)
    return _running_official_gateway
