"""From the bytes of a reply to typed objects, or to the error that the reply reports.

In:  a ``Reply`` and the API that was called. Out: a response object; ``GatewayError`` or ``ReplyError``.
Knows no HTTP library, no client and no request.
"""
