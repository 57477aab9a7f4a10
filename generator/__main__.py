"""``python -m generator`` is the command ``topgen``."""

import sys

from generator.cli import main

sys.exit(main())
