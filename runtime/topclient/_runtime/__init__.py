"""The hand-written behaviour of the client; everything else in ``topclient`` is declarations.

    model, errors, reply, schema, plain, gmt8, calls     the words that all rooms share
    writing ─► http ─► reading                           what a call goes through
    calling                                              what happens around that, attempt by attempt
    client, core, authorisation                          the faces that do the I/O
    namespace, help_text                                 APIs as methods, and their help

Nothing is re-exported here, so importing one part never imports the others.
"""
