"""Who the bot is to Microsoft: the only importer of msal. One client for the process, for every scope.

identity = Identity(credential_of(app_id, tenant_id, secret, certificate, managed=False))
await identity.tokens(CONNECTOR).token()    # raises NoToken
"""
