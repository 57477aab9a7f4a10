"""One call from beginning to end, without any I/O: settings, attempts and their waits, batches, pages.

In:  a request object and the settings of a client. Out: what to send now, when to try again, what to return.
Both clients decide all of it here, so that waiting and not waiting cannot differ.
"""
