"""Settings from the environment or a `.env` file, validated at start with every fault named at once."""

import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import DirectoryPath, Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import NoDecode, SettingsConfigDict

from bot.mail.subjects import read_subjects
from bot.room_settings import RoomSettings
from core.mail import problem_of
from core.mail_servers import Sender, SmtpServer
from core.notices import Kind
from core.people import Address

PREFIX = r"^[a-z0-9_-]{0,20}$"
_SHAPES = {
    "slack_bot_token": (r"xoxb-\S+", "must be the bot token, which begins with xoxb-"),
    "slack_app_token": (r"xapp-\S+", "must be an app-level token, which begins with xapp-"),
    "telegram_bot_token": (r"[0-9]+:\S+", "must be as @BotFather gives it: a number, a colon and letters"),
    "telegram_webhook_secret": (r"[A-Za-z0-9_-]{16,256}", "must be 16 to 256 of A-Z a-z 0-9 _ -"),
    "razorpay_key": (r"rzp_(test|live)_\w+", "must be the id of an API key, which begins with rzp_"),
    "stripe_key": (
        r"[sr]k_(test|live)_\w+",
        "must be a secret or restricted key: sk_live_…, rk_live_… or of test mode",
    ),
}


Secrets = Annotated[tuple[SecretStr, ...], NoDecode]
Currencies = Annotated[frozenset[str], NoDecode]


class Settings(RoomSettings):
    """What an operator sets. Either platform may be absent, not both. What is set to nothing counts as not set.

    What belongs together is asked for by the validator of the field that comes last: one of the whole model would
    be silent as long as any field has a fault of its own.
    """

    model_config = SettingsConfigDict(
        env_file=".env", env_ignore_empty=True, extra="ignore", frozen=True, populate_by_name=True
    )

    slack_bot_token: SecretStr | None = Field(None, alias="SLACK_BOT_TOKEN")
    slack_app_token: SecretStr | None = Field(None, alias="SLACK_APP_TOKEN")
    slack_client_id: str | None = Field(None, alias="SLACK_CLIENT_ID", pattern=r"^[0-9]+\.[0-9]+$")
    slack_client_secret: SecretStr | None = Field(None, alias="SLACK_CLIENT_SECRET", validate_default=True)
    slack_signing_secret: SecretStr | None = Field(
        None, alias="SLACK_SIGNING_SECRET", validate_default=True
    )
    slack_api_url: str | None = Field(None, alias="PARLEY_SLACK_API_URL", pattern=r"^https?://")
    slack_prefix: str = Field("", alias="PARLEY_SLACK_PREFIX", pattern=PREFIX)
    telegram_bot_token: SecretStr | None = Field(None, alias="TELEGRAM_BOT_TOKEN", validate_default=True)
    telegram_webhook_secret: SecretStr | None = Field(None, alias="TELEGRAM_WEBHOOK_SECRET")
    telegram_api_url: str | None = Field(None, alias="PARLEY_TELEGRAM_API_URL", pattern=r"^https?://")
    telegram_payment: Literal["link", "elsewhere"] = Field("link", alias="PARLEY_TELEGRAM_PAYMENT")
    telegram_inline: bool = Field(False, alias="PARLEY_TELEGRAM_INLINE")
    telegram_tables: bool = Field(True, alias="PARLEY_TELEGRAM_TABLES")
    secrets: DirectoryPath | None = Field(None, alias="PARLEY_SECRETS")
    database_url: str = Field("sqlite:///parley.db", alias="PARLEY_DATABASE_URL")
    secret_keys: Annotated[tuple[SecretStr, ...], NoDecode] = Field(
        (), alias="PARLEY_SECRET_KEYS", validate_default=True
    )
    admins: Annotated[tuple[Address, ...], NoDecode] = Field((), alias="PARLEY_ADMINS")
    support: str = Field("", alias="PARLEY_SUPPORT", max_length=200)
    public_url: str | None = Field(None, alias="PARLEY_PUBLIC_URL", validate_default=True)
    http_port: int | None = Field(None, alias="PARLEY_HTTP_PORT", ge=0, le=65535)
    http_host: str = Field("127.0.0.1", alias="PARLEY_HTTP_HOST", min_length=1)
    operations_port: int = Field(8081, alias="PARLEY_OPERATIONS_PORT", ge=0, le=65535)
    operations_host: str = Field("127.0.0.1", alias="PARLEY_OPERATIONS_HOST", min_length=1)
    log: Literal["lines", "json"] = Field("lines", alias="PARLEY_LOG")
    razorpay_key: SecretStr | None = Field(None, alias="RAZORPAY_KEY_ID")
    razorpay_secret: SecretStr | None = Field(None, alias="RAZORPAY_KEY_SECRET", validate_default=True)
    razorpay_webhook_secrets: Secrets = Field((), alias="RAZORPAY_WEBHOOK_SECRET", validate_default=True)
    razorpay_currencies: Currencies = Field(frozenset({"INR"}), alias="PARLEY_RAZORPAY_CURRENCIES")
    razorpay_api_url: str = Field(
        "https://api.razorpay.com", alias="PARLEY_RAZORPAY_API_URL", pattern=r"^https?://"
    )
    stripe_key: SecretStr | None = Field(None, alias="STRIPE_API_KEY")
    stripe_webhook_secrets: Secrets = Field((), alias="STRIPE_WEBHOOK_SECRET", validate_default=True)
    stripe_currencies: Currencies = Field(frozenset(), alias="PARLEY_STRIPE_CURRENCIES")
    stripe_api_url: str = Field(
        "https://api.stripe.com", alias="PARLEY_STRIPE_API_URL", pattern=r"^https?://"
    )
    mail_subjects: Annotated[Mapping[Kind, str], NoDecode] = Field({}, alias="PARLEY_MAIL_SUBJECTS")
    brand: str = Field("Parley", alias="PARLEY_BRAND", min_length=1, max_length=80)
    smtp_url: SecretStr | None = Field(None, alias="SMTP_URL")
    resend_key: SecretStr | None = Field(None, alias="RESEND_API_KEY", validate_default=True)
    resend_by: Literal["smtp", "http"] = Field("smtp", alias="PARLEY_RESEND")
    resend_api_url: str = Field(
        "https://api.resend.com", alias="PARLEY_RESEND_API_URL", pattern=r"^https?://"
    )
    resend_webhook_secrets: Secrets = Field((), alias="RESEND_WEBHOOK_SECRET", validate_default=True)
    email_from: str | None = Field(None, alias="EMAIL_FROM", validate_default=True)
    mail_reply_to: str | None = Field(None, alias="PARLEY_MAIL_REPLY_TO")
    calendar_hosts: Annotated[frozenset[str], NoDecode] = Field(frozenset(), alias="PARLEY_CALENDAR_HOSTS")

    @field_validator("slack_api_url")
    @classmethod
    def _is_whole_slack(cls, value: str | None) -> str | None:
        """Its methods stand under `/api/`, unless the address says where."""
        return value and (value if urlsplit(value).path.strip("/") else f"{value.rstrip('/')}/api/")

    @field_validator("telegram_api_url")
    @classmethod
    def _is_whole_telegram(cls, value: str | None) -> str | None:
        """Its methods stand under `/bot` and the token."""
        return value and f"{value.rstrip('/').removesuffix('/bot')}/bot"

    @field_validator("calendar_hosts", mode="before")
    @classmethod
    def _read_hosts(cls, value: object) -> object:
        if isinstance(value, str):
            return frozenset(part.strip().lower() for part in value.split(",") if part.strip())
        return value

    @property
    def keys(self) -> tuple[str, ...]:
        """What secrets of members are encrypted with, the first for all that is new."""
        return revealed(self.secret_keys)

    @field_validator("razorpay_currencies", "stripe_currencies", mode="before")
    @classmethod
    def _read_currencies(cls, value: object) -> object:
        if isinstance(value, str):
            return frozenset(part.strip().upper() for part in value.split(",") if part.strip())
        return value

    @field_validator("razorpay_currencies", "stripe_currencies")
    @classmethod
    def _are_currencies(cls, value: frozenset[str]) -> frozenset[str]:
        if not all(re.fullmatch(r"[A-Z]{3}", code) for code in value):
            raise ValueError("must be codes of three letters, such as INR, with commas between several")
        return value

    @field_validator("razorpay_secret")
    @classmethod
    def _razorpay_is_whole(cls, value: SecretStr | None, info: ValidationInfo) -> SecretStr | None:
        key = info.data.get("razorpay_key", "faulty")
        if value is None and key not in {None, "faulty"}:
            raise ValueError("RAZORPAY_KEY_ID needs this: the secret that Razorpay shows with it, once")
        if value is not None and key is None:
            raise ValueError("Razorpay is not switched on without RAZORPAY_KEY_ID")
        return value

    @field_validator("razorpay_webhook_secrets", "stripe_webhook_secrets")
    @classmethod
    def _can_trust_webhooks(
        cls, value: tuple[SecretStr, ...], info: ValidationInfo
    ) -> tuple[SecretStr, ...]:
        field = (info.field_name or "").replace("webhook_secrets", "key")
        key, name = info.data.get(field, "faulty"), _alias(field)
        if not value and key not in {None, "faulty"} and info.data.get("public_url") is not None:
            raise ValueError(
                f"with PARLEY_PUBLIC_URL, {name} needs this: without it anybody could say that something is paid"
            )
        if value and key is None:
            raise ValueError(f"payments are not switched on without {name}")
        if len(value) > _SECRETS_DURING_A_CHANGE:
            raise ValueError("must be one secret, or two with a comma between them while it is changed")
        if field == "stripe_key" and not all(
            each.get_secret_value().startswith("whsec_") for each in value
        ):
            raise ValueError("must be the signing secret of the webhook endpoint, which begins with whsec_")
        return value

    @field_validator("mail_subjects", mode="before")
    @classmethod
    def _read_subjects(cls, value: object) -> object:
        return read_subjects(value) if isinstance(value, str) else value

    @field_validator("smtp_url")
    @classmethod
    def _is_mail_server(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None:
            SmtpServer.parse(value.get_secret_value())
        return value

    @field_validator("resend_key")
    @classmethod
    def _is_the_only_way(cls, value: SecretStr | None, info: ValidationInfo) -> SecretStr | None:
        if value is not None and not re.fullmatch(r"re_\S+", value.get_secret_value()):
            raise ValueError("must be an API key of Resend, which begins with re_")
        if value is not None and info.data.get("smtp_url") is not None:
            raise ValueError("mail goes one way: leave out this or SMTP_URL")
        return value

    @field_validator("resend_webhook_secrets")
    @classmethod
    def _can_trust_resend(cls, value: tuple[SecretStr, ...], info: ValidationInfo) -> tuple[SecretStr, ...]:
        if value and info.data.get("resend_key", "faulty") is None:
            raise ValueError("Resend is not switched on without RESEND_API_KEY")
        if not all(re.fullmatch(r"whsec_[A-Za-z0-9+/]+=*", each.get_secret_value()) for each in value):
            raise ValueError("must be the signing secret of the webhook, which begins with whsec_")
        return value

    @field_validator("email_from")
    @classmethod
    def _has_a_sender(cls, value: str | None, info: ValidationInfo) -> str | None:
        ways = [name for name in ("smtp_url", "resend_key") if info.data.get(name) is not None]
        if value is None and ways:
            raise ValueError(
                f"{_alias(ways[0])} needs this: who writes, such as Mentoring <mentors@example.org>"
            )
        if value is not None and problem_of(Sender.parse(value).address):
            raise ValueError(
                "must be an address, or a name and an address: Mentoring <mentors@example.org>"
            )
        return value

    @field_validator("mail_reply_to")
    @classmethod
    def _can_be_answered(cls, value: str | None) -> str | None:
        if value is not None and problem_of(value):
            raise ValueError("must be an address, such as mentoring@example.org")
        return value

    @property
    def sender(self) -> Sender | None:
        """Who writes mail; None where no way is set by which it could go."""
        if self.email_from is None or (self.smtp_url is None and self.resend_key is None):
            return None
        return replace(Sender.parse(self.email_from), reply_to=self.mail_reply_to or "")

    @field_validator(
        "razorpay_webhook_secrets",
        "stripe_webhook_secrets",
        "resend_webhook_secrets",
        "secret_keys",
        mode="before",
    )
    @classmethod
    def _read_keys(cls, value: object) -> object:
        if isinstance(value, str):
            return tuple(part.strip() for part in value.split(",") if part.strip())
        return value

    @field_validator("secret_keys")
    @classmethod
    def _are_keys(cls, value: tuple[SecretStr, ...], info: ValidationInfo) -> tuple[SecretStr, ...]:
        if not value and info.data.get("database_url", "").startswith("postgres"):
            raise ValueError(
                "secrets of members are encrypted, and only SQLite has a file for the key beside it: "
                "set this to what `parley new-key` prints, the same for all processes"
            )
        if not all(re.fullmatch(r"[A-Za-z0-9_-]{43}=", key.get_secret_value()) for key in value):
            raise ValueError("each key must be as `parley new-key` prints it; commas stand between several")
        return value

    @field_validator("admins", mode="before")
    @classmethod
    def _read_admins(cls, value: object) -> object:
        if isinstance(value, str):
            return tuple(Address.parse(part) for part in value.split(",") if part.strip())
        return value

    @field_validator(*_SHAPES)
    @classmethod
    def _has_shape(cls, value: SecretStr | None, info: ValidationInfo) -> SecretStr | None:
        shape, said = _SHAPES[info.field_name or ""]
        if value is not None and not re.fullmatch(shape, value.get_secret_value()):
            raise ValueError(said)
        return value

    @property
    def has_slack(self) -> bool:
        """Whether Slack is switched on, for one workspace or several."""
        return self.slack_bot_token is not None or self.slack_client_id is not None

    @field_validator("slack_client_secret")
    @classmethod
    def _installs(cls, value: SecretStr | None, info: ValidationInfo) -> SecretStr | None:
        known = info.data
        if (value is None) is not (known.get("slack_client_id", "faulty") is None):
            raise ValueError(
                "SLACK_CLIENT_ID and this come together: with them, several workspaces are connected"
            )
        if value is not None and (known.get("slack_bot_token") or known.get("slack_app_token")):
            raise ValueError(
                "connects several workspaces over HTTP: leave SLACK_BOT_TOKEN and SLACK_APP_TOKEN out"
            )
        return value

    @field_validator("slack_signing_secret")
    @classmethod
    def _slack_is_whole(cls, value: SecretStr | None, info: ValidationInfo) -> SecretStr | None:
        known = info.data  # without what has a fault of its own
        if known.get("slack_client_id") is not None:
            if value is None:
                raise ValueError("SLACK_CLIENT_ID needs this: several workspaces are connected over HTTP")
            return value
        if (
            known.get("slack_bot_token")
            and value is None
            and known.get("slack_app_token", "faulty") is None
        ):
            raise ValueError("SLACK_BOT_TOKEN needs this (HTTP mode) or SLACK_APP_TOKEN (Socket Mode)")
        if (value or known.get("slack_app_token")) and known.get("slack_bot_token", "faulty") is None:
            raise ValueError("Slack is not switched on without SLACK_BOT_TOKEN")
        return value

    @field_validator("telegram_bot_token")
    @classmethod
    def _has_a_platform(cls, value: SecretStr | None, info: ValidationInfo) -> SecretStr | None:
        with_slack = info.data.get("slack_bot_token", "faulty") or info.data.get("slack_client_id")
        if value is None and with_slack is None:
            raise ValueError(
                "set this or SLACK_BOT_TOKEN, or both (or try `parley demo`, which needs neither)"
            )
        return value

    @field_validator("public_url")
    @classmethod
    def _can_be_reached(cls, value: str | None, info: ValidationInfo) -> str | None:
        if value is None and info.data.get("telegram_webhook_secret") is not None:
            raise ValueError("TELEGRAM_WEBHOOK_SECRET needs this: where Telegram can reach us")
        if value is None and info.data.get("slack_client_id") is not None:
            raise ValueError("SLACK_CLIENT_ID needs this: where Slack sends back whoever installs the app")
        if value is not None and not re.fullmatch(r"https?://[^\s/?#]+[^\s?#]*", value):
            raise ValueError("must be an address such as https://parley.example.org")
        if value is None and info.data.get("recordings") is not None:
            raise ValueError("PARLEY_RECORDINGS needs this: where people open recordings")
        if value is None and info.data.get("livekit_secret") and not info.data.get("livekit_page"):
            raise ValueError("LiveKit needs this, where our page for meetings is, or PARLEY_LIVEKIT_PAGE")
        return value


def load_settings() -> Settings:
    """From the environment, else `.env`, else files named as settings in PARLEY_SECRETS. Raises ValidationError."""
    folder = os.environ.get("PARLEY_SECRETS")
    return Settings(_secrets_dir=folder if folder and Path(folder).is_dir() else None)


_SECRETS_DURING_A_CHANGE = 2


def _alias(name: str) -> str:
    return Settings.model_fields[name].alias or name


def revealed(values: Iterable[SecretStr]) -> tuple[str, ...]:
    """The secrets themselves."""
    return tuple(value.get_secret_value() for value in values)


def faults_of(error: ValidationError) -> Iterable[str]:
    """Each fault as one line that names the variable and never the value."""
    for fault in error.errors(include_url=False, include_input=False):
        place = str(fault["loc"][0])
        name = Settings.model_fields[place].alias if place in Settings.model_fields else place
        yield f"{name}: {fault['msg'].removeprefix('Value error, ')}"
