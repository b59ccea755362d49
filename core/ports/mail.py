"""Mail on its way out."""

from typing import Protocol

from core.mail import Mail


class MailTransport(Protocol):
    """Hands mails to a server."""

    name: str
    """Of the system behind it: `smtp` or `resend`."""

    async def send(self, mail: Mail) -> str:
        """Hand it over and return the server's id for it, empty where it gives none.

        Raises core.outbox.Unreachable where the address takes no mail, TryLater where the server does not take it now,
        and Unsure where nobody knows whether it did: the same `message_id` at the next attempt tells receivers.
        """

    async def aclose(self) -> None:
        """Close the connection."""
