"""Settings of a client from environment variables.

In:  the environment of the process. Out: key, secret and settings; a ``ValueError`` says what is missing or wrong.
No value is ever shown: whoever mixes up variables is not to find a secret in a log.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

from topclient._runtime.calls.setting_rules import RULES

_SETTINGS: Mapping[str, str] = {
    "TOP_APP_KEY": "app_key",
    "TOP_APP_SECRET": "app_secret",
    "TOP_SESSION": "session",
    "TOP_GATEWAY": "gateway",
    "TOP_SIGN_METHOD": "sign_method",
    "TOP_FORMAT": "format",
    "TOP_TIMEOUT": "timeout",
    "TOP_DEADLINE": "deadline",
}
_SECONDS = {"timeout": "a number of seconds above 0", "deadline": "a number of seconds above 0"}


def read_environment() -> tuple[str, str, dict[str, Any]]:
    """Return key, secret and settings from ``TOP_APP_KEY``, ``TOP_APP_SECRET`` and further variables that are set.

    ``ValueError`` names the variable that is missing or wrong, and never shows a value.
    """
    missing = [name for name in ("TOP_APP_KEY", "TOP_APP_SECRET") if not os.environ.get(name)]
    if missing:
        raise ValueError(f"set the environment variable{'s' * (len(missing) > 1)} {' and '.join(missing)}")
    found = {setting: _read(name, setting) for name, setting in _SETTINGS.items() if os.environ.get(name)}
    return found.pop("app_key"), found.pop("app_secret"), found


def _read(name: str, setting: str) -> Any:
    value: str | float = os.environ[name]
    if setting in _SECONDS:
        value = _to_number(os.environ[name])
    if not RULES[setting].allows(value):
        words = _SECONDS.get(setting) or RULES[setting].words.removesuffix(", or None")
        raise ValueError(f"the environment variable {name} has to be {words}")
    return value


def _to_number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0
