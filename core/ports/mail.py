"""Mail on its way out, and what is kept of it."""

from collections.abc import Collection
from typing import Protocol

from core.mail import Mail, MailSettings, MailState, SentMail
from core.notices import Notice


class MailTransport(Protocol):
    """Hands mails to a server."""

    name: str
    """Of the system behind it: `smtp` or `resend`."""

    async def send(self, mail: Mail) -> str:
        """Hand it over and return the server's id for it, empty where it gives none.

        Raises core.outbox.Unreachable where this mail is not taken (AddressRefused: none is there), TryLater where the
        server does not take it now (SetUpWrongly: from us), and Unsure where nobody knows whether it did: the same
        `message_id` at the next attempt tells receivers.
        """

    async def aclose(self) -> None:
        """Close the connection."""


class MailBook(Protocol):
    """What members have said about mail, and the record of what was sent."""

    is_on: bool
    """Whether mail is switched on here."""

    def of(self, person: int) -> MailSettings:
        """The member's settings; the usual ones as long as nothing is said."""

    def with_token(self, token: str) -> MailSettings | None:
        """Whose token this is."""

    def with_address(self, address: str) -> Collection[int]:
        """The members whose mail goes to this address, in any case of letters."""

    def save(self, settings: MailSettings) -> None:
        """Keep them; the member's row must be held."""

    def notice(self, dedupe: str) -> Notice | None:
        """The notice under this key, unless it was cancelled."""

    def first(self, person: int, session: int | None, council: int | None) -> str | None:
        """The Message-ID of the first mail to the member about the session or council."""

    def add(self, sent: SentMail) -> None:
        """Record a mail; one of the same id is left as it is."""

    def note(self, server_id: str, state: MailState, error: str) -> SentMail | None:
        """Write down what has become of a mail; None where there is no such mail."""

    def about(self, session: int) -> tuple[SentMail, ...]:
        """The mails sent about a session, oldest first."""

    def delayed(self, session: int) -> frozenset[int]:
        """Whose mail about the session is due and does not leave."""
