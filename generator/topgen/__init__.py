"""topgen: documentation pages of the Taobao Open Platform in, an installable typed Python client out.

``pipeline`` holds the order of the stages in words, and ``cli`` is the only way in from a shell.
"""

__version__ = "0.1.0"
