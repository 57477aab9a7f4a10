"""``python -m topgen`` is the command ``topgen``."""

import sys

from topgen.cli import main

sys.exit(main())
