"""Settings: what an operator sets, and every fault named at once."""

import json
from pathlib import Path

import pytest
from pydantic import SecretStr, ValidationError

from bot.__main__ import main
from bot.config import Settings, faults_of, load_settings
from bot.room_settings import service_account_in
from core.mail_servers import Security, Sender, SmtpServer
from core.people import Address
from playground.meetings.meet import ACCOUNT, private_key

SLACK = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1"}
TELEGRAM = {"TELEGRAM_BOT_TOKEN": "7:abc"}


def settings(monkeypatch: pytest.MonkeyPatch, **environment: str) -> Settings:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    return Settings(_env_file=None)


def faults(monkeypatch: pytest.MonkeyPatch, **environment: str) -> str:
    with pytest.raises(ValidationError) as refused:
        settings(monkeypatch, **environment)
    return "\n".join(faults_of(refused.value))


@pytest.fixture(autouse=True)
def _empty_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for field in Settings.model_fields.values():
        monkeypatch.delenv(str(field.alias), raising=False)


@pytest.mark.spec("OPS-4", "OPS-1")
def test_one_platform_is_enough_and_the_rest_has_defaults(monkeypatch: pytest.MonkeyPatch) -> None:
    found = settings(monkeypatch, **TELEGRAM)
    assert found.database_url == "sqlite:///parley.db"
    assert found.slack_bot_token is None
    assert found.admins == ()
    assert found.jitsi_url.startswith("https://")


@pytest.mark.spec("OPS-4", "PPL-4")
def test_the_first_admins_are_read_from_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    found = settings(monkeypatch, **TELEGRAM, PARLEY_ADMINS="slack:T1/U1, telegram:42,")
    assert found.admins == (Address("slack", "T1", "U1"), Address("telegram", "", "42"))


@pytest.mark.spec("OPS-4")
@pytest.mark.parametrize(
    ("name", "given", "means"),
    [
        ("slack", "http://localhost:9000", "http://localhost:9000/api/"),
        ("slack", "http://localhost:9000/", "http://localhost:9000/api/"),
        ("slack", "https://slack-gov.com/api/", "https://slack-gov.com/api/"),
        ("slack", "https://proxy.example/slack", "https://proxy.example/slack"),
        ("telegram", "http://localhost:8081", "http://localhost:8081/bot"),
        ("telegram", "http://localhost:8081/", "http://localhost:8081/bot"),
        ("telegram", "https://api.telegram.org/bot", "https://api.telegram.org/bot"),
        ("telegram", "https://proxy.example/telegram/bot/", "https://proxy.example/telegram/bot"),
    ],
)
def test_the_address_of_a_service_may_be_that_of_its_server(
    monkeypatch: pytest.MonkeyPatch, name: str, given: str, means: str
) -> None:
    found = settings(monkeypatch, **TELEGRAM, **{f"PARLEY_{name.upper()}_API_URL": given})
    assert {"slack": found.slack_api_url, "telegram": found.telegram_api_url}[name] == means


@pytest.mark.spec("OPS-4")
def test_no_platform_at_all_is_told_with_the_way_on(monkeypatch: pytest.MonkeyPatch) -> None:
    told = faults(monkeypatch)
    assert "SLACK_BOT_TOKEN" in told
    assert "TELEGRAM_BOT_TOKEN" in told
    assert "parley demo" in told


@pytest.mark.spec("OPS-4")
def test_secrets_are_read_from_files_where_nothing_else_says_them(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "TELEGRAM_BOT_TOKEN").write_text("7:abc\n", encoding="utf-8")
    (tmp_path / "PARLEY_SUPPORT").write_text("file", encoding="utf-8")
    (tmp_path / "kubernetes.io").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PARLEY_SECRETS", str(tmp_path))
    monkeypatch.setenv("PARLEY_SUPPORT", "environment")
    found = load_settings()
    assert found.telegram_bot_token == SecretStr("7:abc")
    assert found.support == "environment"


@pytest.mark.spec("OPS-4")
@pytest.mark.parametrize("folder", ["", "absent", "TELEGRAM_BOT_TOKEN"])
def test_a_folder_of_secrets_that_is_none_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, folder: str
) -> None:
    (tmp_path / "TELEGRAM_BOT_TOKEN").write_text("7:abc", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PARLEY_SECRETS", folder)
    with pytest.raises(ValidationError) as refused:
        load_settings()
    assert ("PARLEY_SECRETS: " in "\n".join(faults_of(refused.value))) == bool(folder)


@pytest.mark.spec("OPS-4")
def test_what_belongs_together_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    told = faults(
        monkeypatch,
        SLACK_BOT_TOKEN="xoxb-1",
        TELEGRAM_BOT_TOKEN="7:abc",
        TELEGRAM_WEBHOOK_SECRET="a-secret_of-16-or-more",
    )
    assert "SLACK_APP_TOKEN" in told
    assert "PARLEY_PUBLIC_URL" in told


@pytest.mark.spec("OPS-4", "SAF-6")
def test_every_fault_is_named_at_once_and_no_secret_is_quoted(monkeypatch: pytest.MonkeyPatch) -> None:
    told = faults(
        monkeypatch,
        **SLACK,
        PARLEY_ADMINS="somebody",
        PARLEY_HTTP_PORT="99999999",
        PARLEY_OPERATIONS_PORT="operations",
        PARLEY_SLACK_PREFIX="NO SPACES",
        TELEGRAM_WEBHOOK_SECRET="my own little secret",
    )
    for name in (
        "PARLEY_ADMINS",
        "PARLEY_HTTP_PORT",
        "PARLEY_OPERATIONS_PORT",
        "PARLEY_SLACK_PREFIX",
        "TELEGRAM_WEBHOOK_SECRET",
    ):
        assert name in told
    assert "little secret" not in told
    assert "99999999" not in told


@pytest.mark.spec("OPS-4")
def test_what_belongs_together_is_asked_for_beside_other_faults(monkeypatch: pytest.MonkeyPatch) -> None:
    told = faults(monkeypatch, SLACK_BOT_TOKEN="xoxb-1", PARLEY_LOG="xml")
    assert "PARLEY_LOG" in told
    assert "SLACK_APP_TOKEN" in told
    monkeypatch.delenv("PARLEY_LOG")
    told = faults(monkeypatch, SLACK_BOT_TOKEN="xoxp-1")
    assert told == "SLACK_BOT_TOKEN: must be the bot token, which begins with xoxb-"


@pytest.mark.spec("OPS-4")
def test_a_setting_that_is_empty_is_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    found = settings(
        monkeypatch,
        **TELEGRAM,
        SLACK_BOT_TOKEN="",
        SLACK_APP_TOKEN="",
        PARLEY_PUBLIC_URL="",
        PARLEY_HTTP_PORT="",
    )
    unset = (found.slack_bot_token, found.slack_app_token, found.public_url, found.http_port)
    assert unset == (None, None, None, None)


@pytest.mark.spec("OPS-4", "SAF-6")
def test_tokens_and_addresses_in_the_wrong_place_are_named_and_not_quoted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told = faults(
        monkeypatch,
        SLACK_BOT_TOKEN="xapp-canary",
        SLACK_APP_TOKEN="xoxb-canary",
        TELEGRAM_BOT_TOKEN="canary",
        PARLEY_PUBLIC_URL="parley.example",
    )
    named = [line.partition(":")[0] for line in told.splitlines()]
    assert named == ["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "TELEGRAM_BOT_TOKEN", "PARLEY_PUBLIC_URL"]
    assert "canary" not in told


@pytest.mark.spec("OPS-4")
def test_half_of_slack_is_not_taken_for_none_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    told = faults(monkeypatch, **TELEGRAM, SLACK_APP_TOKEN="xapp-1")
    assert "not switched on without SLACK_BOT_TOKEN" in told


@pytest.mark.spec("SAF-6")
def test_secrets_are_not_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = repr(settings(monkeypatch, **SLACK, **TELEGRAM))
    assert not any(value in shown for value in (*SLACK.values(), *TELEGRAM.values()))


@pytest.mark.spec("OPS-4")
def test_a_file_is_read_where_the_environment_says_nothing(
    tmp_path: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / ".env"  # type: ignore[operator]
    file.write_text("TELEGRAM_BOT_TOKEN=7:file\nPARLEY_ADMINS=telegram:1\nOTHERS=ignored\n")
    monkeypatch.setenv("PARLEY_ADMINS", "telegram:2")
    found = Settings(_env_file=file)
    assert found.telegram_bot_token is not None
    assert found.telegram_bot_token.get_secret_value() == "7:file"
    assert found.admins == (Address("telegram", "", "2"),)


@pytest.mark.spec("OPS-4")
def test_a_manifest_is_printed_for_prefixes_that_the_bot_takes_only(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["manifest", "--prefix", "m-"]) == 0
    assert "/m-book" in capsys.readouterr().out
    with pytest.raises(SystemExit):
        main(["manifest", "--prefix", "BAD!"])
    assert "takes at most 20 of a-z" in capsys.readouterr().err


ZOOM = {
    "PARLEY_ZOOM_ACCOUNT": "account",
    "PARLEY_ZOOM_CLIENT": "client",
    "PARLEY_ZOOM_SECRET": "a-secret",
    "PARLEY_ZOOM_HOSTS": "ana@example.org, zoe@example.org",
}


@pytest.mark.spec("MTG-1", "OPS-4")
def test_zoom_needs_all_of_its_settings_and_real_hosts(monkeypatch: pytest.MonkeyPatch) -> None:
    found = settings(monkeypatch, **TELEGRAM, **ZOOM)
    assert found.zoom_hosts == ("ana@example.org", "zoe@example.org")
    assert "not `me`" in faults(monkeypatch, **TELEGRAM, **ZOOM | {"PARLEY_ZOOM_HOSTS": "me"})


@pytest.mark.spec("MTG-1", "OPS-4")
@pytest.mark.parametrize("missing", ZOOM)
def test_zoom_says_which_setting_is_missing(monkeypatch: pytest.MonkeyPatch, missing: str) -> None:
    told = faults(monkeypatch, **TELEGRAM, **ZOOM | {missing: ""})
    assert f"without {missing}" in told
    assert "a-secret" not in told


@pytest.mark.spec("OPS-4", "SAF-6")
@pytest.mark.parametrize("url", ["postgresql://ann@db/parley", "postgresql+psycopg://db/parley"])
def test_on_postgresql_a_key_must_be_set_and_the_refusal_says_how_to_make_one(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], url: str
) -> None:
    told = faults(monkeypatch, **TELEGRAM, PARLEY_DATABASE_URL=url)
    assert told.startswith("PARLEY_SECRET_KEYS: ")
    assert "parley new-key" in told
    assert main(["new-key"]) == 0
    key = capsys.readouterr().out.strip()
    found = settings(monkeypatch, **TELEGRAM, PARLEY_DATABASE_URL=url, PARLEY_SECRET_KEYS=key)
    assert found.keys == (key,)


@pytest.mark.spec("OPS-4")
def test_on_sqlite_no_key_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    assert settings(monkeypatch, **TELEGRAM, PARLEY_DATABASE_URL="sqlite:///parley.db").keys == ()


RAZORPAY = {"RAZORPAY_KEY_ID": "rzp_live_1", "RAZORPAY_KEY_SECRET": "s"}
STRIPE = {"STRIPE_API_KEY": "sk_live_1"}
PUBLIC = {"PARLEY_PUBLIC_URL": "https://parley.example.org"}


@pytest.mark.spec("OPS-4", "PAY-2")
def test_either_payment_provider_or_both_may_be_set(monkeypatch: pytest.MonkeyPatch) -> None:
    found = settings(
        monkeypatch,
        **TELEGRAM,
        **RAZORPAY,
        **STRIPE,
        **PUBLIC,
        RAZORPAY_WEBHOOK_SECRET="new, old",
        STRIPE_WEBHOOK_SECRET="whsec_1",
        PARLEY_RAZORPAY_CURRENCIES="inr, usd",
    )
    assert [each.get_secret_value() for each in found.razorpay_webhook_secrets] == ["new", "old"]
    assert found.razorpay_currencies == {"INR", "USD"}
    assert found.stripe_currencies == frozenset()
    assert "rzp" not in repr(found)


@pytest.mark.spec("OPS-4", "PAY-2", "SAF-2")
def test_payments_over_a_public_address_need_what_proves_them(monkeypatch: pytest.MonkeyPatch) -> None:
    told = faults(monkeypatch, **TELEGRAM, **RAZORPAY, **STRIPE, **PUBLIC)
    assert "RAZORPAY_WEBHOOK_SECRET: with PARLEY_PUBLIC_URL" in told
    assert "STRIPE_WEBHOOK_SECRET: with PARLEY_PUBLIC_URL" in told
    settings(monkeypatch, **RAZORPAY, **STRIPE, PARLEY_PUBLIC_URL="")


@pytest.mark.spec("OPS-4", "PAY-2")
def test_all_faults_of_payment_settings_are_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    told = faults(
        monkeypatch,
        **TELEGRAM,
        RAZORPAY_KEY_ID="rzp_live_1",
        RAZORPAY_WEBHOOK_SECRET="a,b,c",
        PARLEY_RAZORPAY_CURRENCIES="rupees",
        PARLEY_RAZORPAY_API_URL="api.razorpay.com",
        STRIPE_API_KEY="pk_live_1",
        STRIPE_WEBHOOK_SECRET="secret",
    )
    for name in (
        "RAZORPAY_KEY_SECRET",
        "RAZORPAY_WEBHOOK_SECRET",
        "PARLEY_RAZORPAY_CURRENCIES",
        "PARLEY_RAZORPAY_API_URL",
        "STRIPE_API_KEY",
        "STRIPE_WEBHOOK_SECRET",
    ):
        assert f"{name}: " in told
    assert "pk_live_1" not in told


@pytest.mark.spec("OPS-4", "PAY-2")
@pytest.mark.parametrize(
    ("alone", "missing"),
    [
        ({"RAZORPAY_KEY_SECRET": "s"}, "RAZORPAY_KEY_ID"),
        ({"RAZORPAY_WEBHOOK_SECRET": "s"}, "RAZORPAY_KEY_ID"),
        ({"STRIPE_WEBHOOK_SECRET": "whsec_1"}, "STRIPE_API_KEY"),
    ],
)
def test_a_secret_without_its_key_says_what_is_missing(
    monkeypatch: pytest.MonkeyPatch, alone: dict[str, str], missing: str
) -> None:
    assert f"not switched on without {missing}" in faults(monkeypatch, **TELEGRAM, **alone)


A_SECRET = "x" * 32
LIVEKIT = {
    "LIVEKIT_URL": "wss://live.example",
    "LIVEKIT_API_KEY": "APIkey",
    "LIVEKIT_API_SECRET": A_SECRET,
}
CONSENT = {
    "PARLEY_MEET_CLIENT": "c",
    "PARLEY_MEET_SECRET": "s",
    "PARLEY_MEET_REFRESH_TOKEN": "t",
}
ON_ZOOM = {
    "PARLEY_ZOOM_ACCOUNT": "a",
    "PARLEY_ZOOM_CLIENT": "c",
    "PARLEY_ZOOM_SECRET": "s",
    "PARLEY_ZOOM_HOSTS": "ana@example.org",
}


@pytest.mark.spec("OPS-4", "MTG-1")
@pytest.mark.parametrize(
    ("environment", "told"),
    [
        ({"PARLEY_JITSI_APP": "parley"}, "PARLEY_JITSI_SECRET: personal links"),
        ({"PARLEY_JITSI_SECRET": A_SECRET}, "PARLEY_JITSI_APP"),
        ({"PARLEY_JITSI_APP": "parley", "PARLEY_JITSI_SECRET": "short"}, "32 characters"),
        ({"PARLEY_JITSI_APP": "parley", "PARLEY_JITSI_SECRET": A_SECRET}, "PARLEY_JITSI_URL"),
        ({"PARLEY_JAAS_KEY_ID": "4f5e6d"}, "PARLEY_JAAS_KEY_ID: must be the id"),
        (
            {"PARLEY_JAAS_KEY_ID": "vpaas-magic-cookie-1/2"},
            "PARLEY_JAAS_KEY: PARLEY_JAAS_KEY_ID needs this",
        ),
        ({"PARLEY_JAAS_KEY": A_SECRET}, "not switched on without PARLEY_JAAS_KEY_ID"),
        ({"PARLEY_JAAS_KEY_ID": "vpaas-magic-cookie-1/2", "PARLEY_JAAS_KEY": A_SECRET}, "in PEM"),
    ],
)
def test_half_a_way_into_rooms_is_told(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], told: str
) -> None:
    said = faults(monkeypatch, **TELEGRAM, **environment)
    assert told in said
    assert A_SECRET not in said


@pytest.mark.spec("OPS-4", "EML-4")
@pytest.mark.parametrize(
    ("environment", "told"),
    [
        ({"SMTP_URL": "smtp://localhost?tls=off"}, "EMAIL_FROM: SMTP_URL needs this"),
        ({"RESEND_API_KEY": "re_1"}, "EMAIL_FROM: RESEND_API_KEY needs this"),
        ({"SMTP_URL": "localhost:25"}, "SMTP_URL: must be smtps://"),
        ({"SMTP_URL": "smtp://ana@localhost"}, "SMTP_URL: a name needs a password"),
        ({"SMTP_URL": "smtp://ana:pw@localhost?tls=off"}, "SMTP_URL: a name and a password are sent over"),
        ({"SMTP_URL": "smtps://localhost?tls=off"}, "SMTP_URL: smtps is encrypted from the start"),
        ({"SMTP_URL": "smtp://localhost?starttls=no"}, "SMTP_URL: does not know starttls"),
        ({"SMTP_URL": "smtp://localhost", "RESEND_API_KEY": "re_1"}, "RESEND_API_KEY: mail goes one way"),
        ({"RESEND_API_KEY": "secret"}, "RESEND_API_KEY: must be an API key of Resend"),
        ({"RESEND_WEBHOOK_SECRET": "whsec_MDEy"}, "RESEND_WEBHOOK_SECRET: Resend is not switched on"),
        (
            {"RESEND_API_KEY": "re_1", "RESEND_WEBHOOK_SECRET": "x"},
            "RESEND_WEBHOOK_SECRET: must be the signing",
        ),
        ({"EMAIL_FROM": "Mentoring"}, "EMAIL_FROM: must be an address"),
        ({"EMAIL_FROM": "jörg@example.org"}, "EMAIL_FROM: must be an address"),
        ({"PARLEY_MAIL_REPLY_TO": "nobody"}, "PARLEY_MAIL_REPLY_TO: must be an address"),
    ],
)
def test_what_mail_needs_is_said(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], told: str
) -> None:
    said = faults(monkeypatch, **TELEGRAM, **environment)
    assert told in said
    assert "ana:pw" not in said


@pytest.mark.spec("OPS-4", "EML-4")
@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtps://ana:p%40%3A@mail.example.org", ("mail.example.org", 465, Security.TLS, "ana", "p@:")),
        ("smtp://ana:pw@mail.example.org", ("mail.example.org", 587, Security.STARTTLS, "ana", "pw")),
        ("smtp://mail.example.org:2525", ("mail.example.org", 2525, Security.STARTTLS, "", "")),
        ("smtp://localhost?tls=off", ("localhost", 25, Security.NONE, "", "")),
    ],
)
def test_a_mail_server_is_read_from_one_line(
    monkeypatch: pytest.MonkeyPatch, url: str, server: tuple[object, ...]
) -> None:
    found = settings(
        monkeypatch, **TELEGRAM, SMTP_URL=url, EMAIL_FROM='"Grow, Together" <mentors@example.org>'
    )
    assert found.smtp_url is not None
    read = SmtpServer.parse(found.smtp_url.get_secret_value())
    assert (read.host, read.port, read.security, read.user, read.password) == server
    assert found.sender == Sender("mentors@example.org", "Grow, Together")
    assert "pw" not in repr(found)
    assert "p@:" not in repr(read)


@pytest.mark.spec("OPS-4")
def test_a_sender_alone_switches_no_mail_on(monkeypatch: pytest.MonkeyPatch) -> None:
    assert settings(monkeypatch, **TELEGRAM, EMAIL_FROM="mentors@example.org").sender is None


@pytest.mark.spec("OPS-4", "MTG-1")
@pytest.mark.parametrize(
    ("environment", "told"),
    [
        ({"LIVEKIT_URL": "wss://live.example"}, "LiveKit is not switched on without LIVEKIT_API_KEY"),
        ({**LIVEKIT, "LIVEKIT_API_SECRET": "short"}, "32 characters"),
        ({**LIVEKIT, "LIVEKIT_URL": "live.example"}, "LIVEKIT_URL"),
        (LIVEKIT, "PARLEY_PUBLIC_URL: LiveKit needs this"),
        ({**LIVEKIT, "PARLEY_LIVEKIT_PAGE": "https://meet.example"}, "with {url} and {token}"),
        ({**LIVEKIT, "PARLEY_MEETINGS": "zoom"}, "zoom is not switched on"),
        ({"PARLEY_MEET_USER": "ana@example.org"}, "not switched on without PARLEY_MEET_KEY_FILE"),
        ({"PARLEY_MEET_KEY_FILE": "pyproject.toml"}, "PARLEY_MEET_KEY_FILE: must be the file"),
        ({"PARLEY_MEET_SECRET": "s"}, "without PARLEY_MEET_CLIENT, PARLEY_MEET_REFRESH_TOKEN"),
        ({"CALENDLY_WEBHOOK_KEY": A_SECRET}, "not switched on without CALENDLY_API_KEY"),
        ({"CALENDLY_API_KEY": "t", "CALENDLY_WEBHOOK_KEY": "short"}, "32 characters"),
        ({**CONSENT, "PARLEY_MEETINGS": "zoom"}, "zoom is not switched on"),
        ({**CONSENT, **ON_ZOOM}, "set this to one of jitsi, zoom, meet"),
        ({**LIVEKIT, **ON_ZOOM}, "PARLEY_MEETINGS: several are switched on"),
    ],
)
def test_half_a_provider_of_rooms_is_told(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], told: str
) -> None:
    assert told in faults(monkeypatch, **TELEGRAM, **environment)


@pytest.mark.spec("MTG-1")
def test_the_one_provider_that_is_switched_on_makes_the_rooms_unless_another_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert settings(monkeypatch, **TELEGRAM).meetings == "jitsi"
    assert settings(monkeypatch, **ON_ZOOM).meetings == "zoom"
    both = settings(
        monkeypatch, **LIVEKIT, PARLEY_PUBLIC_URL="https://parley.example", PARLEY_MEETINGS="livekit"
    )
    assert both.meetings == "livekit"


@pytest.mark.spec("OPS-4", "MTG-1")
def test_a_service_account_of_google_comes_in_a_file_and_acts_for_somebody(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "key.json"
    file.write_text(json.dumps({"client_email": ACCOUNT, "private_key": private_key()}))
    given = {"PARLEY_MEET_KEY_FILE": str(file)}
    assert "PARLEY_MEET_USER: PARLEY_MEET_KEY_FILE needs this" in faults(monkeypatch, **TELEGRAM, **given)
    found = settings(monkeypatch, **TELEGRAM, **given, PARLEY_MEET_USER="rooms@example.org")
    assert found.meetings == "meet"
    assert service_account_in(file) == (ACCOUNT, private_key())


@pytest.mark.spec("OPS-4", "MTG-1")
def test_somebodys_consent_switches_google_meet_on(monkeypatch: pytest.MonkeyPatch) -> None:
    assert settings(monkeypatch, **TELEGRAM, **CONSENT).meetings == "meet"
