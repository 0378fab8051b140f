"""`keys`: the keys that free text is sealed with. A new one is added, everything is sealed anew, an old one is retired."""

import argparse
import json
from collections.abc import Callable, Mapping
from datetime import date
from functools import partial

from bot.cli.arguments import add_data, add_json
from bot.cli.command import Command
from bot.cli.key_checks import in_step, known, number
from bot.cli.opening import existing_store, is_there
from bot.cli.progress import progress_for
from bot.clock import system_now
from bot.settings import Settings
from storage.key_file import put_first, take_out
from storage.key_use import UNKNOWN, sealed_under
from storage.keyring import Keyring, new_key
from storage.rotation import rotate
from storage.store import Store
from supervision.notices import OPERATOR
from supervision.work import SaidNo

_ABOUT = """\
Works with the sealing keys: the first of them seals new texts, the others still open what they sealed.

To change the key, one step after another: add, start the bot again, rotate, retire. Copy the key file to its safe
place after each change of it. Nobody is kept waiting: rotate works beside a running bot, is over in seconds for an
authority, and goes on where it was when it is killed. Older backups still need the older key: keep a copy of it as
long as you keep them."""
_EXAMPLES = """\
  supervision-bot keys list --data DIR   which keys there are, and how many texts stand under each
  supervision-bot keys add               make a new one; it seals from the bot's next start on
  supervision-bot keys rotate            seal everything anew under it
  supervision-bot keys retire first      take the old one out, once nothing needs it"""
_SHOWN = 10


def arguments(parser: argparse.ArgumentParser) -> None:
    """Its actions, each with arguments of its own."""
    actions = parser.add_subparsers(title="actions", metavar="ACTION", required=True)

    def action(
        name: str, short: str, does: Callable[[argparse.Namespace, Settings], int]
    ) -> argparse.ArgumentParser:
        added = actions.add_parser(
            name, help=short, description=f"{short[0].upper()}{short[1:]}.", allow_abbrev=False
        )
        added.set_defaults(action=does)
        add_data(added)
        return added

    add_json(action("list", "list the keys, and how many texts stand under each", _list))
    add = action("add", "make a new key, which seals from the bot's next start on", _add)
    add.add_argument("--id", metavar="ID", help="what it is called (default: today's date)")
    action("rotate", "seal everything anew under the current key", _rotate)
    retire = action("retire", "take a key out of the key file, once nothing needs it", _retire)
    retire.add_argument("id", metavar="ID", help="which key, as list shows it")


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Do what is asked. Raises SaidNo for what would leave a text unreadable, StorageError."""
    does: Callable[[argparse.Namespace, Settings], int] = options.action
    return does(options, settings.at(options.data))


def _list(options: argparse.Namespace, settings: Settings) -> int:
    ring = settings.keyring(create=False)
    ids = list(ring.ciphers)
    texts: Mapping[str, int] = {}
    if is_there(settings):
        with existing_store(settings) as store:
            texts = store.read_now(lambda uow: sealed_under(uow, ids))
    if options.json:
        found = [{"id": one, "current": one == ring.current, "texts": texts.get(one, 0)} for one in ids]
        print(json.dumps({"keys": found, "under_no_known_key": texts.get(UNKNOWN, 0)}, indent=2))
        return 0
    for one in ids:
        print(f"{one:16}  {'current' if one == ring.current else 'older':7}  {number(texts.get(one, 0))}")
    if texts.get(UNKNOWN):
        print(f"{number(texts[UNKNOWN])} under no key that is here. Look with: supervision-bot doctor")
    return 0


def _add(options: argparse.Namespace, settings: Settings) -> int:
    ring = settings.keyring(create=False)
    entry = new_key(options.id or _unused(ring, system_now().date()))
    key_id = entry.partition(":")[0]
    Keyring.from_text(entry)
    if settings.keys is not None:
        print(entry)
        raise SaidNo(
            "The keys are given in SUPERVISION_KEYS, which this cannot change. The line above is a new key: "
            "put it first there, with a comma behind it, then start the bot again."
        )
    if is_there(settings):
        # Opened with the keys as they were: another installation's key file is not added to.
        with existing_store(settings) as store:
            _note(store, "key-add", key_id)
    put_first(settings.keys_at, entry)
    print(f"Key {key_id} is in {settings.keys_at}, before the others. Copy that file to its safe place now.")
    print("Start the bot again, so that it knows the key. Then run: supervision-bot keys rotate")
    return 0


def _rotate(options: argparse.Namespace, settings: Settings) -> int:
    ring = settings.keyring(create=False)
    with existing_store(settings) as store:
        in_step(settings, store, ring)
        texts = store.read_now(lambda uow: sealed_under(uow, ring.ciphers))
        to_do = texts.total() - texts[ring.current]
        shown = partial(progress_for(to_do), "texts sealed anew")
        rotation = rotate(store, lambda done: shown(done, to_do))
        _note(store, "keys-rotate", ring.current)
    print(f"Sealed anew under {ring.current}: {number(rotation.sealed_anew)}.")
    if rotation.left_over:
        rows = "\n".join(f"  {one}" for one in rotation.left_over[:_SHOWN])
        raise SaidNo(
            f"{number(len(rotation.left_over))} could not be opened and stayed as they were. Put back a missing key, or "
            f"these rows from a backup, and run this again. Keep every older key until then:\n{rows}"
        )
    print("Nothing is left under an older key.")
    for one in list(ring.ciphers)[1:]:
        print(f"No longer needed: supervision-bot keys retire {one}")
    return 0


def _retire(options: argparse.Namespace, settings: Settings) -> int:
    ring = settings.keyring(create=False)
    known(ring, options.id)
    if options.id == ring.current:
        raise SaidNo(f"Key {options.id} seals new texts. Add another first: supervision-bot keys add")
    with existing_store(settings) as store:
        in_step(settings, store, ring)
        if needing := store.read_now(lambda uow: sealed_under(uow, ring.ciphers))[options.id]:
            raise SaidNo(
                f"{number(needing)} can be read only with key {options.id}. Run first: supervision-bot keys rotate"
            )
        _note(store, "key-retire", options.id)
    if settings.keys is not None:
        print(f"Nothing in the store needs key {options.id}. Take it out of SUPERVISION_KEYS.")
    else:
        take_out(settings.keys_at, options.id)
        print(f"Key {options.id} is no longer in {settings.keys_at}. Nothing in the store needs it.")
    print("Backups from before still do: keep a copy of it as long as you keep them.")
    return 0


def _note(store: Store, action: str, key_id: str) -> None:
    store.run_now(lambda uow: uow.audit(OPERATOR, action, "key", key_id))


def _unused(ring: Keyring, today: date) -> str:
    """Today's date, with a letter behind it where there is one of today already."""
    plain = today.isoformat()
    return next(one for one in (plain, *(f"{plain}{end}" for end in "bcdefghijk")) if one not in ring.ciphers)


COMMAND = Command(
    "keys", "the sealing keys: list, add, rotate and retire them", _ABOUT, _EXAMPLES, arguments, run
)
