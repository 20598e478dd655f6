"""Billed work that outlives the program: sent once, waited for, fetched, put at hand; found again after a crash.

    running    what the rest of Reshoot calls: start, order, cancel, watch, close
    durable    DBOS: which work there is, and that it is gone on with (the only module that imports it)
    sending    from PREPARED to SUBMITTED: the fence, the one POST, what is known after a lost answer
    fetching   from SUBMITTED to DONE: asking in the vendor's rhythm, cancelling, collecting
    downloads  a link becomes a file: no private address, a size limit, checked to be what it claims
    requests   what is asked of an engine, as plain values in the ledger and whole again
    progress   how far a call is, for whoever watches
    contents   whether a file is what it claims to be
    vendors    what is needed of a vendor to do all this

The ledger (`store.ledger`) is the truth about money; DBOS only sees to it that nobody forgets a row.
"""
