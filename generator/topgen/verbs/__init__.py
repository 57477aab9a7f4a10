"""The commands, one module each or one for a few that share what they print; ``cli`` puts them into one group.

In:  the arguments of one command. Out: what it prints, and its exit code.
Each command imports what it needs where it runs, for help and completion need not wait for what reads and renders.
"""
