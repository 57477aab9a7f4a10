"""From request objects to what is sent: encoded by type and place, held to limits, signed.

In:  requests and what the client adds to them. Out: text parameters, files, a signature, the bytes of a form.
Knows no HTTP library, no client and no reply.
"""
