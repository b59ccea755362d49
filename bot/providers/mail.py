"""How mail leaves, and who tells what became of it."""

from collections.abc import Awaitable, Callable

from bot.config import Settings, revealed
from bot.mail.events import MailEventRoutes
from core.clock import Clock
from core.mail import MailEvent
from core.mail_servers import Security, SmtpServer
from core.ports.mail import MailTransport


def post_of(settings: Settings, clock: Clock) -> MailTransport | None:
    """How mail leaves, where it is switched on. Resend takes it by SMTP too, where invitations keep their form."""
    sender = settings.sender
    if sender is None:
        return None
    from gateways.mail.smtp import SmtpTransport

    if settings.resend_key is None:
        assert settings.smtp_url is not None
        return SmtpTransport(SmtpServer.parse(settings.smtp_url.get_secret_value()), sender, clock.now)
    key = settings.resend_key.get_secret_value()
    if settings.resend_by == "http":
        from gateways.mail.resend import ResendTransport

        return ResendTransport(key, sender, settings.resend_api_url.rstrip("/"))
    server = SmtpServer("smtp.resend.com", 465, Security.TLS, "resend", key)
    return SmtpTransport(server, sender, clock.now, name="resend")


def mail_events_of(
    settings: Settings, take: Callable[[MailEvent], Awaitable[None]], clock: Clock
) -> MailEventRoutes | None:
    """What Resend tells of mails, where its secret is set."""
    if not settings.resend_webhook_secrets:
        return None
    from gateways.mail.resend import ResendEvents

    events = ResendEvents(revealed(settings.resend_webhook_secrets))
    return MailEventRoutes("resend", events.read, take, clock.now)
