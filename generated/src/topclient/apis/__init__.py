"""One package for each first word of API names, in it one for each second word, in that one module for each API."""
