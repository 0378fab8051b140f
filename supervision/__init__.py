"""What happened, and what is owed now.

An operation is a function of a `Work`, in the module of its subject, written in this order:

1. `access` is asked once, and gives the row or raises `Refused`. What has moved on since raises `work.MovedOn`, what cannot
   be done `work.SaidNo`, in words for the person.
2. the row is added or changed, through `work.uow.session`; `undo.before` first keeps one that is changed. Its id and its
   days come from `work.now` and `work.today`.
3. `work.uow.audit` says who did what, without any text that people typed.
4. `undo.remember` keeps how to take it back, or `undo.final` says that it cannot be.
5. `notices.put` tells whoever else needs to know; `dialogs.news` has the words.
6. `duties.settle_after` brings the ledger into line, where a rule of a policy turns on the row (`duties.effects`).

It never commits: the unit of work does, with all of it or none. `ad_hoc` is one to copy, on which no rule turns;
`events.done` is one that settles. What an undo puts back is listed in `storage.rows.Reversible`.
"""
