"""Settings of where sessions take place online."""

import json
import re
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, SecretStr, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, NoDecode


class RoomSettings(BaseSettings):
    """What an operator sets about meeting rooms."""

    jitsi_url: str = Field("https://meet.jit.si", alias="PARLEY_JITSI_URL", pattern=r"^https://")
    jitsi_app: str | None = Field(None, alias="PARLEY_JITSI_APP")
    jitsi_secret: SecretStr | None = Field(None, alias="PARLEY_JITSI_SECRET", validate_default=True)
    jitsi_audience: str | None = Field(None, alias="PARLEY_JITSI_AUDIENCE")
    jaas_key_id: str | None = Field(None, alias="PARLEY_JAAS_KEY_ID")
    jaas_key: SecretStr | None = Field(None, alias="PARLEY_JAAS_KEY", validate_default=True)
    zoom_account: str | None = Field(None, alias="PARLEY_ZOOM_ACCOUNT")
    zoom_client: str | None = Field(None, alias="PARLEY_ZOOM_CLIENT")
    zoom_secret: SecretStr | None = Field(None, alias="PARLEY_ZOOM_SECRET")
    zoom_hosts: Annotated[tuple[str, ...], NoDecode] = Field(
        (), alias="PARLEY_ZOOM_HOSTS", validate_default=True
    )
    zoom_webhook_secret: SecretStr | None = Field(None, alias="PARLEY_ZOOM_WEBHOOK_SECRET")
    zoom_oauth_url: str = Field("https://zoom.us", alias="PARLEY_ZOOM_OAUTH_URL", pattern=r"^https?://")
    zoom_api_url: str = Field("https://api.zoom.us", alias="PARLEY_ZOOM_API_URL", pattern=r"^https?://")

    livekit_url: str | None = Field(None, alias="LIVEKIT_URL", pattern=r"^(wss?|https?)://[^\s/]+/?$")
    livekit_key: str | None = Field(None, alias="LIVEKIT_API_KEY")
    livekit_secret: SecretStr | None = Field(None, alias="LIVEKIT_API_SECRET", validate_default=True)
    livekit_page: str | None = Field(
        None, alias="PARLEY_LIVEKIT_PAGE", pattern=r"^(https://|http://127\.0\.0\.1[:/])"
    )
    recordings: Path | None = Field(None, alias="PARLEY_RECORDINGS", validate_default=True)
    recordings_there: str | None = Field(None, alias="PARLEY_RECORDINGS_THERE")
    calendly_token: SecretStr | None = Field(None, alias="CALENDLY_API_KEY")
    calendly_webhook_key: SecretStr | None = Field(
        None, alias="CALENDLY_WEBHOOK_KEY", validate_default=True
    )
    calendly_api_url: str = Field(
        "https://api.calendly.com", alias="PARLEY_CALENDLY_API_URL", pattern=r"^https?://"
    )
    meet_key_file: Path | None = Field(None, alias="PARLEY_MEET_KEY_FILE")
    meet_user: str | None = Field(None, alias="PARLEY_MEET_USER", validate_default=True)
    meet_client: str | None = Field(None, alias="PARLEY_MEET_CLIENT")
    meet_secret: SecretStr | None = Field(None, alias="PARLEY_MEET_SECRET")
    meet_refresh_token: SecretStr | None = Field(
        None, alias="PARLEY_MEET_REFRESH_TOKEN", validate_default=True
    )
    meet_oauth_url: str = Field(
        "https://oauth2.googleapis.com/token", alias="PARLEY_MEET_OAUTH_URL", pattern=r"^https?://"
    )
    meet_api_url: str = Field(
        "https://meet.googleapis.com", alias="PARLEY_MEET_API_URL", pattern=r"^https?://"
    )
    meetings: Literal["jitsi", "zoom", "livekit", "meet"] | None = Field(
        None, alias="PARLEY_MEETINGS", validate_default=True
    )

    @field_validator("livekit_secret")
    @classmethod
    def _livekit_is_whole(cls, value: SecretStr | None, info: ValidationInfo) -> SecretStr | None:
        known = info.data
        given = {
            "livekit_url": known.get("livekit_url", "faulty"),
            "livekit_key": known.get("livekit_key"),
            "livekit_secret": value,
        }
        missing = [cls.model_fields[name].alias or name for name, said in given.items() if not said]
        if 0 < len(missing) < len(given):
            raise ValueError(f"LiveKit is not switched on without {', '.join(missing)}")
        if value is not None and len(value.get_secret_value()) < _LEAST_SECRET:
            raise ValueError("must have 32 characters or more: whoever guesses it gets into every room")
        return value

    @field_validator("meet_key_file")
    @classmethod
    def _is_key_file(cls, value: Path | None) -> Path | None:
        if value is not None:
            service_account_in(value)
        return value

    @field_validator("meet_user")
    @classmethod
    def _account_is_whole(cls, value: str | None, info: ValidationInfo) -> str | None:
        file = info.data.get("meet_key_file", "faulty")
        if value is None and file not in {None, "faulty"}:
            raise ValueError(
                "PARLEY_MEET_KEY_FILE needs this: the address in whose name the service account makes rooms"
            )
        if value is not None and file is None:
            raise ValueError("Google Meet is not switched on without PARLEY_MEET_KEY_FILE")
        return value

    @field_validator("meet_refresh_token")
    @classmethod
    def _consent_is_whole(cls, value: SecretStr | None, info: ValidationInfo) -> SecretStr | None:
        names = ("meet_client", "meet_secret")
        given = {**{name: info.data.get(name) for name in names}, "meet_refresh_token": value}
        missing = [cls.model_fields[name].alias or name for name, said in given.items() if not said]
        if 0 < len(missing) < len(given):
            raise ValueError(f"Google Meet is not switched on without {', '.join(missing)}")
        if value is not None and info.data.get("meet_key_file") is not None:
            raise ValueError(
                "rooms are made by a service account or by consent: unset PARLEY_MEET_KEY_FILE or this"
            )
        return value

    @field_validator("calendly_webhook_key")
    @classmethod
    def _calendly_is_on(cls, value: SecretStr | None, info: ValidationInfo) -> SecretStr | None:
        if value is not None and info.data.get("calendly_token", "faulty") is None:
            raise ValueError("Calendly is not switched on without CALENDLY_API_KEY")
        if value is not None and len(value.get_secret_value()) < _LEAST_SECRET:
            raise ValueError("must have 32 characters or more: whoever guesses it can cancel sessions")
        return value

    @field_validator("recordings")
    @classmethod
    def _can_be_recorded(cls, value: Path | None, info: ValidationInfo) -> Path | None:
        if value is not None and info.data.get("livekit_secret", "faulty") is None:
            raise ValueError("only rooms on LiveKit are recorded: set LIVEKIT_URL and what belongs to it")
        if value is not None and not value.is_dir():
            raise ValueError("must be a folder that is there, into which LiveKit’s egress service writes")
        return value

    @field_validator("livekit_page")
    @classmethod
    def _is_a_page(cls, value: str | None) -> str | None:
        if value is not None and ("{token}" not in value or re.search(r"{(?!url}|token})", value)):
            raise ValueError(
                "must be the address of a Meet page with {url} and {token} in it, "
                "such as https://meet.livekit.io/custom?liveKitUrl={url}&token={token}"
            )
        return value

    @field_validator("meetings")
    @classmethod
    def _is_clear(cls, value: str | None, info: ValidationInfo) -> str | None:
        known = info.data
        on = [name for name, fields in _SWITCHED_ON_BY.items() if any(map(known.get, fields))]
        if value is None and len(on) > 1:
            raise ValueError(f"several are switched on: set this to one of jitsi, {', '.join(on)}")
        if value not in {None, "jitsi", *on}:
            raise ValueError(f"{value} is not switched on")
        return value or next(iter(on), "jitsi")

    @field_validator("jitsi_secret")
    @classmethod
    def _jitsi_is_whole(cls, value: SecretStr | None, info: ValidationInfo) -> SecretStr | None:
        known = info.data
        app = known.get("jitsi_app")
        if (value is None) != (app is None):
            missing = "PARLEY_JITSI_APP" if app is None else "this"
            raise ValueError(
                f"personal links to your Jitsi server need {missing} too, as its settings have it"
            )
        if value is not None and len(value.get_secret_value()) < _LEAST_SECRET:
            raise ValueError("must have 32 characters or more: whoever guesses it gets into every room")
        if value is not None and known.get("jitsi_url") == cls.model_fields["jitsi_url"].default:
            raise ValueError("is for a server of your own: set PARLEY_JITSI_URL to it")
        return value

    @field_validator("jaas_key_id")
    @classmethod
    def _is_jaas_key_id(cls, value: str | None) -> str | None:
        if value is not None and not re.fullmatch(r"vpaas-magic-cookie-[^/\s]+/[^/\s]+", value):
            raise ValueError("must be the id of an API key at 8x8: vpaas-magic-cookie-…/…")
        return value

    @field_validator("jaas_key")
    @classmethod
    def _jaas_is_whole(cls, value: SecretStr | None, info: ValidationInfo) -> SecretStr | None:
        key_id = info.data.get("jaas_key_id", "faulty")
        if value is None and key_id not in {None, "faulty"}:
            raise ValueError("PARLEY_JAAS_KEY_ID needs this: the private key of the pair, in PEM")
        if value is None:
            return None
        if key_id is None:
            raise ValueError("JaaS is not switched on without PARLEY_JAAS_KEY_ID")
        if info.data.get("jitsi_app") is not None:
            raise ValueError("rooms are at 8x8 or on a server of your own: unset this or PARLEY_JITSI_APP")
        return _private_key(value)

    @field_validator("zoom_hosts", mode="before")
    @classmethod
    def _read_zoom_hosts(cls, value: object) -> object:
        if isinstance(value, str):
            return tuple(part.strip() for part in value.split(",") if part.strip())
        return value

    @field_validator("zoom_hosts")
    @classmethod
    def _zoom_is_whole(cls, value: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        if "me" in value:
            raise ValueError(
                "a server-to-server app has no user of its own: name hosts by e-mail or id, not `me`"
            )
        given = {**{name: info.data.get(name) for name in _ZOOM}, "zoom_hosts": value}
        missing = [cls.model_fields[name].alias or name for name, said in given.items() if not said]
        if 0 < len(missing) < len(given):
            raise ValueError(f"Zoom is not switched on without {', '.join(missing)}")
        return value


_LEAST_SECRET = 32
_SWITCHED_ON_BY = {
    "zoom": ["zoom_hosts"],
    "livekit": ["livekit_secret"],
    "meet": ["meet_user", "meet_refresh_token"],
}
_ZOOM = ("zoom_account", "zoom_client", "zoom_secret")


def service_account_in(file: Path) -> tuple[str, str]:
    """(address, private key) of a service account, as Google gives them in a file; raises ValueError."""
    try:
        said = json.loads(file.read_text())
        address, key = said["client_email"], said["private_key"]
    except (OSError, ValueError, KeyError, TypeError):
        raise ValueError(
            "must be the file with a service account's key, in JSON, that Google gives"
        ) from None
    return str(address), _private_key(SecretStr(str(key))).get_secret_value()


def _private_key(value: SecretStr) -> SecretStr:
    r"""An RSA key in PEM, whose line breaks may be written as \n; raises ValueError."""
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    text = value.get_secret_value().replace("\\n", "\n")
    try:
        if isinstance(load_pem_private_key(text.encode(), password=None), RSAPrivateKey):
            return SecretStr(text)
    except (ValueError, TypeError):
        pass
    raise ValueError("must be an RSA private key in PEM without a password; \\n may stand for line breaks")
