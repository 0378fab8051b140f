"""What we ask or say, in what order, in what words.

A **flow** is declared (``flow``, ``conditions``), the **engine** walks it (``engine``), and what comes out is
neutral **messages** (``message``) and **outcomes** (``outcomes``). The engine is pure; a channel draws
messages; a conversation gathers facts from the store before a turn and applies outcomes through
``supervision`` after it.

To add a conversation, write one module here with, in this order:

1. its ``Flow``: steps with short permanent ids, conditions as data, and all its words by key. ``Flow`` says
   which words there are; it refuses to be declared with any missing. Words too long to stand there go into
   ``<name>_words.py``.
2. ``facts(uow, …)``: what the flow declares it reads, with ``now``, ``today`` and ``timezone``.
3. ``apply(uow, …, advance)``: for each outcome, in order, what ``supervision`` is to do. ``Kept`` is stored
   at once, ``Finished`` is the end, ``Left`` and ``Discarded`` say that nothing more comes.

and its tests in ``tests/dialogs``, step by step, with the fixture ``talk``: it walks a flow as a person would
and fails on any message that some channel could not show (``limits``). ``four_questions`` is a flow to copy
from.

The state of a started conversation is kept as JSON, sealed (``state``). A person may have several open:
``State.owns`` says to which of them an answer belongs.
"""
