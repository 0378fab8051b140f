"""What is kept, sealed, and for how long.

A `store` opens a database and runs units of work in it: a function that is given a `unit.UnitOfWork`, kept whole or not at
all, and perhaps run again from its beginning, so that it touches nothing outside. Tables are in `tables`, a module a topic;
what is asked of them in `queries`, one module a subject. Text that people typed is sealed by the unit, `uow.seal` and
`uow.open`, into a column listed in `sealing.SEALED_COLUMNS`; it is never in a plain one.

To add a table: its class in `tables/`, named in `tables/__init__.py`; how long it is kept in `retention/piles.py`; its name
and its sealed columns in `docs/privacy/what-is-kept.md`; the first migration drawn up anew with
`python -m storage.migrations.draft --first`, as long as nothing was released. What an undo can put back is also named in
`rows.Reversible`.
"""
