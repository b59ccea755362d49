"""Mails as they travel: MIME, one recipient each."""

import re
from datetime import datetime
from email.headerregistry import Address, HeaderRegistry
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime
from typing import Any

from core.mail import Invitation, Mail
from core.mail_servers import Sender

_WHOLE = frozenset({"message-id", "in-reply-to", "references", "list-unsubscribe"})
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]+")
_ADDRESS = re.compile(r"<?[^\s<>()]+@[^\s<>()]+>?")
_LONGEST_NAME = 100
_LONGEST_SUBJECT = 200


class _Policy(EmailPolicy):
    """SMTP's rules, with headers that hold addresses and ids left whole.

    The library would cut long ones into encoded words, which mail programs do not follow there.
    """

    def fold(self, name: str, value: Any) -> str:
        """The header as text."""
        if name.lower() in _WHOLE:
            return f"{name}: {value}{self.linesep}"
        return str(super().fold(name, value))

    def fold_binary(self, name: str, value: Any) -> bytes:
        """The header as bytes."""
        if name.lower() in _WHOLE:
            return self.fold(name, value).encode("ascii")
        return super().fold_binary(name, value)


class _Registry(HeaderRegistry):
    """Makes the class of each header once, and not for each mail, which took a third of the time."""

    def __init__(self) -> None:
        super().__init__()
        self._made: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self._made:
            self._made[name] = super().__getitem__(name)
        return self._made[name]


POLICY = _Policy(linesep="\r\n", cte_type="7bit", header_factory=_Registry())


def one_line(text: str, limit: int) -> str:
    """The text without line breaks, control characters and changes of direction, at most `limit` characters."""
    return _UNSEEN.sub(" ", text).strip()[:limit].strip()


def without_addresses(text: str) -> str:
    """The text without what may be somebody's address."""
    return _ADDRESS.sub("(address)", text)


def message_of(mail: Mail, sender: Sender, at: datetime) -> bytes:
    """The message, all of it ASCII, with CRLF; `at` is aware. Raises ValueError for what cannot stand in a header."""
    message = EmailMessage(POLICY)
    for name, value in headers_of(mail, sender).items():
        message[name] = value
    message["Date"] = format_datetime(at)
    message["Message-ID"] = f"<{mail.message_id}>"
    message.set_content(mail.text)
    message.add_alternative(mail.html, subtype="html")
    if mail.invitation is not None:
        _invite(message, mail.invitation)
    return message.as_bytes()


def headers_of(mail: Mail, sender: Sender) -> dict[str, str | Address]:
    """All headers but those of the body, its id and its date."""
    headers: dict[str, str | Address] = {
        "From": Address(one_line(sender.name, _LONGEST_NAME), addr_spec=sender.address),
        "To": Address(one_line(mail.name, _LONGEST_NAME), addr_spec=mail.to),
        "Subject": one_line(mail.subject, _LONGEST_SUBJECT),
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
    }
    if sender.reply_to:
        headers["Reply-To"] = Address(addr_spec=sender.reply_to)
    if mail.references:
        headers["In-Reply-To"] = f"<{mail.references[-1]}>"
        headers["References"] = " ".join(f"<{each}>" for each in mail.references)
    if mail.unsubscribe is not None:
        headers["List-Unsubscribe"] = f"<{mail.unsubscribe}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers


def _invite(message: EmailMessage, invitation: Invitation) -> None:
    """As Gmail, Outlook and Apple Mail want it: the last alternative, and the same as a file."""
    message.add_alternative(
        invitation.ics,
        maintype="text",
        subtype="calendar",
        params={"charset": "utf-8", "method": invitation.method},
    )
    message.add_attachment(invitation.ics, maintype="application", subtype="ics", filename="invite.ics")
