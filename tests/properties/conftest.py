"""Where the properties find what draws pages and what judges readings, and how often they try."""

from __future__ import annotations

import sys
from pathlib import Path

from hypothesis import HealthCheck, Phase, settings

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "tests" / "synthesis"), str(ROOT / "benchmarks")]

settings.register_profile(
    "sampled",
    derandomize=True,
    deadline=None,
    max_examples=20,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    print_blob=False,
    phases=[Phase.explicit, Phase.generate, Phase.shrink],
)
