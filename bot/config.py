"""Settings from the environment or a `.env` file, validated at start with every fault named at once."""

import re
from collections.abc import Iterable
from typing import Annotated, Literal

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from core.people import Address


class Settings(BaseSettings):
    """What an operator sets. Either platform may be absent, not both."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore", frozen=True, populate_by_name=True)

    slack_bot_token: SecretStr | None = Field(None, alias="SLACK_BOT_TOKEN")
    slack_app_token: SecretStr | None = Field(None, alias="SLACK_APP_TOKEN")
    slack_signing_secret: SecretStr | None = Field(None, alias="SLACK_SIGNING_SECRET")
    slack_api_url: str | None = Field(None, alias="PARLEY_SLACK_API_URL")
    slack_prefix: str = Field("", alias="PARLEY_SLACK_PREFIX", pattern=r"^[a-z0-9_-]{0,20}$")
    telegram_bot_token: SecretStr | None = Field(None, alias="TELEGRAM_BOT_TOKEN")
    telegram_webhook_secret: SecretStr | None = Field(None, alias="TELEGRAM_WEBHOOK_SECRET")
    telegram_api_url: str | None = Field(None, alias="PARLEY_TELEGRAM_API_URL")
    database_url: str = Field("sqlite:///parley.db", alias="PARLEY_DATABASE_URL")
    admins: Annotated[tuple[Address, ...], NoDecode] = Field((), alias="PARLEY_ADMINS")
    support: str = Field("", alias="PARLEY_SUPPORT", max_length=200)
    public_url: str | None = Field(None, alias="PARLEY_PUBLIC_URL")
    http_port: int | None = Field(None, alias="PARLEY_HTTP_PORT", ge=0, le=65535)
    http_host: str = Field("127.0.0.1", alias="PARLEY_HTTP_HOST")
    log: Literal["lines", "json"] = Field("lines", alias="PARLEY_LOG")
    jitsi_url: str = Field("https://meet.jit.si", alias="PARLEY_JITSI_URL", pattern=r"^https://")
    calendar_hosts: Annotated[frozenset[str], NoDecode] = Field(frozenset(), alias="PARLEY_CALENDAR_HOSTS")

    @field_validator("calendar_hosts", mode="before")
    @classmethod
    def _read_hosts(cls, value: object) -> object:
        if isinstance(value, str):
            return frozenset(part.strip().lower() for part in value.split(",") if part.strip())
        return value

    @field_validator("admins", mode="before")
    @classmethod
    def _read_admins(cls, value: object) -> object:
        if isinstance(value, str):
            return tuple(Address.parse(part) for part in value.split(",") if part.strip())
        return value

    @field_validator("telegram_webhook_secret")
    @classmethod
    def _read_secret(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not re.fullmatch(r"[A-Za-z0-9_-]{16,256}", value.get_secret_value()):
            raise ValueError("must be 16 to 256 of A-Z a-z 0-9 _ -")
        return value

    @model_validator(mode="after")
    def _belong_together(self) -> "Settings":
        faults: list[str] = []
        if self.slack_bot_token is None and self.telegram_bot_token is None:
            faults.append(
                "set SLACK_BOT_TOKEN or TELEGRAM_BOT_TOKEN, or both (or try `parley demo`, which needs neither)"
            )
        if (
            self.slack_bot_token is not None
            and self.slack_app_token is None
            and self.slack_signing_secret is None
        ):
            faults.append(
                "SLACK_BOT_TOKEN needs SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP mode)"
            )
        if self.telegram_webhook_secret is not None and self.public_url is None:
            faults.append("TELEGRAM_WEBHOOK_SECRET needs PARLEY_PUBLIC_URL, where Telegram can reach us")
        if faults:
            raise ValueError("; ".join(faults))
        return self


def faults_of(error: ValidationError) -> Iterable[str]:
    """Each fault as one line that names the variable and never the value."""
    for fault in error.errors(include_url=False, include_input=False):
        where = f"{fault['loc'][0]}: " if fault["loc"] else ""
        yield where + fault["msg"].removeprefix("Value error, ")
