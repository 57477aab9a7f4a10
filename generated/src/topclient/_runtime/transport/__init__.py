"""Bytes to the gateway and back, over one of several HTTP libraries.

In:  an ``HttpRequest``. Out: a ``Reply`` of any status, or a ``TransportError``; all transports agree to the letter.
Knows no API and no parameter. A library is imported when a transport on it is made.
"""
