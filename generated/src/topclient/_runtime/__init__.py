"""The hand-written behaviour of the client; everything else in ``topclient`` is declarations.

Nothing is re-exported here, so importing one part never imports the others.
Order of dependence: model, gmt8 < errors, schema < plain, uploads < strictness, coercion < encoding, body <
decoding < transport < client < namespace.
"""
