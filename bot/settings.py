"""Every setting, from the environment: SUPERVISION_ and the name in capitals. All have a default for one machine.

settings = Settings()                    # raises pydantic's ValidationError; `read_settings` says it in words
settings = settings.at(Path("council"))  # what --data DIR means
settings.store, settings.keyring(create=True), settings.policies()
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.keeping import months_of
from storage.errors import KeyringError
from storage.keyring import Keyring
from storage.retention.classes import Class
from supervision.policy import Policy, load_policies

Channel = Literal["teams", "slack"]
LogLevel = Literal["debug", "info", "warning", "error"]


class SettingsError(Exception):
    """A setting in the environment cannot be used; each line names one and says what to write."""


class Settings(BaseSettings):
    """What an installation is told from outside. Nothing secret shows in its repr."""

    model_config = SettingsConfigDict(env_prefix="SUPERVISION_", frozen=True, env_ignore_empty=True)

    data: Path = Field(
        default=Path("data"),
        description=(
            "The data directory: the embedded store, its key file and, in folders named policies and overlays, "
            "policies of further authorities and local settings. The default is the folder data where the "
            "command is started."
        ),
    )
    database_url: SecretStr | None = Field(
        default=None,
        description=(
            "A PostgreSQL database to keep everything in, as postgresql://user:password@host/name, for several "
            "replicas. Left out, everything is kept in one SQLite file in the data directory."
        ),
    )
    keys: SecretStr | None = Field(
        default=None,
        description=(
            "The sealing keys themselves, as id:base64,id:base64, the current one first. Left out, they are "
            "read from the key file."
        ),
    )
    key_file: Path | None = Field(
        default=None,
        description=(
            "The file that holds the sealing keys. Left out, it is sealing.keys in the data directory, made at "
            "the first start. Keep a copy where the backups of the store are not: without it nothing can be read."
        ),
    )
    overlays: Path | None = Field(
        default=None,
        description=(
            "A folder of policy overlays, one TOML file an authority, with its local settings. The folder "
            "overlays in the data directory goes before it."
        ),
    )
    operator_contact: str = Field(
        default="",
        description=(
            "An email address or telephone number of whoever runs the bot: people are pointed to it when nobody "
            "stands above them. Needed once a channel is switched on."
        ),
    )
    channels: Annotated[tuple[Channel, ...], NoDecode] = Field(
        default=(),
        description="The channels to switch on, separated by commas: teams, slack. The local page needs none.",
    )
    port: int = Field(default=3978, ge=0, le=65535, description="The port to serve at; 0 takes any free one.")
    listen: str = Field(
        default="127.0.0.1",
        description=(
            "The address to listen at when serving an organisation. The default is for a web server in front of "
            "the bot on the same machine, which takes care of https; 0.0.0.0 is every address, for a container."
        ),
    )
    teams_app_id: str = Field(
        default="",
        description="Teams: the application (client) id of the bot's registration in Microsoft Entra.",
    )
    teams_tenant_id: str = Field(
        default="",
        description="Teams: the directory (tenant) id of the organisation. Nobody of another is let in.",
    )
    teams_secret: SecretStr | None = Field(
        default=None,
        description="Teams: a client secret of the registration. One of this, a certificate and a managed identity.",
    )
    teams_certificate: Path | None = Field(
        default=None,
        description=(
            "Teams: a PEM file with a private key and its certificate, which is uploaded to the registration. "
            "Better than a secret."
        ),
    )
    teams_managed_identity: bool = Field(
        default=False,
        description=(
            "Teams: true where the bot runs in Azure under a user-assigned managed identity, which then is the "
            "bot's registration. Nothing secret is kept anywhere."
        ),
    )
    teams_service_hosts: str = Field(
        default="smba.trafficmanager.net",
        description=(
            "Teams: the hosts that replies may be sent to, separated by commas; one written with a dot before it "
            "stands for all below it. Another is needed in a government cloud only."
        ),
    )
    slack_bot_token: SecretStr | None = Field(
        default=None,
        description=(
            "Slack: the token of the app's bot in your workspace, which begins with xoxb-. Slack shows it once the "
            "app is installed."
        ),
    )
    slack_signing_secret: SecretStr | None = Field(
        default=None,
        description="Slack: the app's signing secret, by which the bot knows that a request is Slack's.",
    )
    slack_app_token: SecretStr | None = Field(
        default=None,
        description=(
            "Slack: an app-level token, which begins with xapp-. With it the bot calls Slack and keeps a line open, so "
            "that nothing need be open to the internet, and the signing secret is not needed."
        ),
    )
    slack_team_id: str = Field(
        default="",
        description=(
            "Slack: the id of your workspace, a T with letters and digits after it. Nobody of another is let in."
        ),
    )
    keep_months: Annotated[tuple[tuple[Class, int], ...], NoDecode] = Field(
        default=(),
        description=(
            "How many months each class of what was typed is kept, as working=24,personal=84. The classes are "
            "working, case, personal, messages and leavers; one that is left out is kept. What is older is removed "
            "every night."
        ),
    )
    log_level: LogLevel = Field(
        default="info", description="How much is logged: debug, info, warning or error. Never what was typed."
    )

    @field_validator("channels", mode="before")
    @classmethod
    def _separated(cls, value: object) -> object:
        if isinstance(value, str):
            return tuple(dict.fromkeys(part.strip().lower() for part in value.split(",") if part.strip()))
        return value

    @field_validator("keep_months", mode="before")
    @classmethod
    def _months(cls, value: object) -> object:
        return months_of(value) if isinstance(value, str) else value

    @field_validator("log_level", mode="before")
    @classmethod
    def _lower(cls, value: object) -> object:
        return value.lower() if isinstance(value, str) else value

    def at(self, data: Path | None) -> "Settings":
        """These settings with another data directory; with None they stay as they are."""
        return self if data is None else self.model_copy(update={"data": data})

    @property
    def store_file(self) -> Path:
        """The SQLite file, used unless a database is named."""
        return self.data / "supervision.sqlite3"

    @property
    def store(self) -> Path | str:
        """Where `open_store` finds what is kept."""
        return self.database_url.get_secret_value() if self.database_url else self.store_file

    @property
    def keys_at(self) -> Path:
        """The key file, used unless the keys themselves are given."""
        return self.key_file or self.data / "sealing.keys"

    def keyring(self, *, create: bool) -> Keyring:
        """The sealing keys; `create` makes a key file where there is none. Raises KeyringError."""
        if self.keys is not None:
            return Keyring.from_text(self.keys.get_secret_value())
        if not create and not self.keys_at.exists():
            new = (
                " For a new database run supervision-bot migrate, which makes one."
                if self.database_url
                else ""
            )
            raise KeyringError(
                f"There is no key file {self.keys_at}. Put back the one this store was started with, "
                f"or name it in SUPERVISION_KEY_FILE.{new}"
            )
        try:
            return Keyring.from_file(self.keys_at)
        except OSError as fault:
            raise KeyringError(
                f"The key file {self.keys_at} cannot be made ({fault.strerror}). "
                "Choose a data directory that can be written to: SUPERVISION_DATA."
            ) from fault

    @property
    def overlays_at(self) -> Path | None:
        """The folder of local settings: the data directory's own, else the one named, else None."""
        own = self.data / "overlays"
        return own if own.is_dir() else self.overlays

    @property
    def policies_at(self) -> tuple[Path, ...]:
        """The policy files of further authorities, in the folder `policies` of the data directory."""
        return tuple(sorted((self.data / "policies").glob("*.toml")))

    def policies(self) -> Mapping[str, Policy]:
        """Every authority's policy, with this installation's local settings. Raises PolicyError."""
        return load_policies(self.overlays_at, self.policies_at)


def read_settings() -> Settings:
    """The settings as the environment has them. Raises SettingsError, which never quotes a value."""
    try:
        return Settings()
    except ValidationError as found:
        lines = [
            f"SUPERVISION_{str(error['loc'][0]).upper()}: {error['msg']}."
            for error in found.errors(include_input=False, include_context=False, include_url=False)
        ]
        raise SettingsError("\n".join(lines)) from None
