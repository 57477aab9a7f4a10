"""topgen: documentation pages of the Taobao Open Platform in, an installable typed Python client out.

A page walks through the rooms in this order: pages, dialects, document, witness, tree, spec, overlay, check,
python_model, render. ``pipeline`` holds that order in words and ``cli`` is the only way in from a shell.
"""

__version__ = "0.1.0"
