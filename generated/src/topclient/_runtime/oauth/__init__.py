"""The user's authorization: addresses to send a browser to, and tokens for what comes back.

In:  the app's key and secret, a code or a refresh token. Out: ``Token``, whose ``access_token`` is a call's session.
"""
