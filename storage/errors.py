"""What can go wrong in storage. No message here ever carries what was kept."""


class StorageError(Exception):
    """Keeping or reading failed."""

    def __init__(self, message: str = "") -> None:
        super().__init__(message or " ".join((type(self).__doc__ or "").split()))


class NotSaved(StorageError):
    """That was not saved. Nothing has changed: send it again in a moment."""


def not_saved(cause: BaseException) -> NotSaved:
    """Make a NotSaved that remembers what was behind it."""
    error = NotSaved()
    error.__cause__ = cause
    return error


class Closed(StorageError):
    """The store is closed: nothing more can be kept or read."""


class AlreadyRunning(StorageError):
    """Another bot is running on this store. Stop it first, or give this one a data directory of its own."""


class SchemaError(StorageError):
    """The store's tables do not fit this version of the bot."""


class KeyringError(StorageError):
    """The sealing keys cannot be used."""


class TrailError(StorageError):
    """The end of the audit trail is gone: it was removed outside the bot. Compare the store with a backup."""


class Unsealable(StorageError):
    """A sealed text cannot be opened: its key is missing, or it was changed or moved to another row."""
