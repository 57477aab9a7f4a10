"""The hand-written behaviour of the client; everything else in ``topclient`` is declarations.

    model, errors, reply, schema, mismatch, to_dict, gmt8, untyped    values that all rooms share
    encoding ─► transport ─► decoding                                 what a call goes through
    calls                                                             what happens around that, attempt by attempt
    client, core, oauth                                               the public classes that do the I/O
    namespace, help_text                                              APIs as methods, and their help

Nothing is re-exported here, so importing one part never imports the others.
"""
