"""The normalized description of one API: the values, and their YAML form in and out.

Knows the platform's words (API, parameter, struct, session), neither pages nor Python.
"""
