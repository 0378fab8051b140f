"""What we ask or say, in what order, in what words.

A **flow** is declared (``flows``), the **engine** walks it (``engine``), and what comes out is neutral **messages**
(``exchange``) and **outcomes**. The engine is pure; a channel draws messages; a conversation (``conversations``) gathers
facts from the store before a turn and applies outcomes through ``supervision`` after it. Facts are put into words in
``wording``, reminders in ``nudges``, what others did in ``news``.

To add a conversation, write one module in ``conversations/``, import it and name its ``TOPIC`` in
``conversations/__init__.py`` (``registry`` reads it there and needs nothing), and in it, in this order:

1. its ``Flow``: steps with short permanent ids, conditions as data, and all its words by key, beside it; in ``flows/``
   where it is long. ``Flow`` says which words there are, and refuses to be declared with any missing or left over.
2. the facts that the flow declares it reads; ``now``, ``today`` and ``timezone`` are added.
3. what ``supervision`` is to do with each answer kept and with all of them at the end (``conversations.conversation``).
   How that is written, ``supervision`` says.

A word that starts it also belongs into a group of ``help.GROUPS`` and has a row in ``docs/users/words-to-type.md``; who else
is told of it, is told by a notice: its kind is put into words in ``news`` (``NEWS``) and has a row in
``docs/privacy/nudges-and-notifications.md``. The tests say which of these is missing.

Its own tests: the flow alone, step by step, in ``tests/dialogs/flows`` with the fixture ``talk``; facts, what comes of the
answers, and news in ``tests/dialogs/conversations`` with the fixtures ``world`` (a team and its store) and ``chat``
(``chat("robin")`` types and presses as Robin). Both fail on any message that some channel could not show
(``exchange.limits``). ``flows.four_questions`` is a flow to copy from, ``conversations.happened`` a whole conversation.

The state of a started conversation is kept as JSON, sealed (``engine.state``). A person may have several open:
``State.owns`` says to which of them an answer belongs.
"""
