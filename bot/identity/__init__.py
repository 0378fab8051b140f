"""Who the bot is to Microsoft: the only importer of msal. One client for the process, for every scope.

identity = Identity(credential)             # from `credential_of(settings…)`
await identity.tokens(CONNECTOR).token()    # raises NoToken
"""

from bot.identity.client import CONNECTOR, Identity, Tokens
from bot.identity.credentials import BadCredential, Credential, credential_of
from bot.identity.errors import NoToken

__all__ = ["CONNECTOR", "BadCredential", "Credential", "Identity", "NoToken", "Tokens", "credential_of"]
