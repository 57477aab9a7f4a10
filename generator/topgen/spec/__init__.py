"""The intermediate representation: one API as values, and their YAML files in and out.

Knows the platform's words (API, parameter, struct, session), neither pages nor Python.
"""
