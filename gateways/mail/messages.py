"""Mails as they travel: MIME, one recipient each.

The library writes the headers, where names and subjects of any script stand. What is below them has one form, and is
put together here: for that the library took twice as long as for all the rest.
"""

import re
from base64 import encodebytes
from binascii import b2a_qp
from collections.abc import Sequence
from datetime import datetime
from email.headerregistry import Address, HeaderRegistry
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime
from functools import lru_cache
from typing import Any

from core.mail import Mail
from core.mail_servers import Sender

_WHOLE = frozenset({"message-id", "in-reply-to", "references", "list-unsubscribe"})
_SAME = frozenset(
    {"From", "Reply-To", "Auto-Submitted", "X-Auto-Response-Suppress", "List-Unsubscribe-Post"}
)
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]+")
_ADDRESS = re.compile(r"<?[^\s<>()]+@[^\s<>()]+>?")
_LINE_END = re.compile(r"\r\n?")
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


@lru_cache(maxsize=64)
def _parsed(name: str, value: str) -> Any:
    """A header that is the same in many mails, taken apart once."""
    return POLICY.header_factory(name, value)


def without_addresses(text: str) -> str:
    """The text without what may be somebody's address."""
    return _ADDRESS.sub("(address)", text)


def message_of(mail: Mail, sender: Sender, at: datetime) -> bytes:
    """The message, all of it ASCII, with CRLF; `at` is aware. Raises ValueError for what cannot stand in a header."""
    message = EmailMessage(POLICY)
    for name, value in headers_of(mail, sender).items():
        message[name] = _parsed(name, str(value)) if name in _SAME else value
    message["Date"] = format_datetime(at)
    message["Message-ID"] = f"<{mail.message_id}>"
    message["MIME-Version"] = "1.0"
    return message.as_bytes().removesuffix(b"\r\n") + _body(mail)


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


def _body(mail: Mail) -> bytes:
    """The rest of the message, from its own Content-Type on.

    An invitation is as Gmail, Outlook and Apple Mail want it: the last alternative, and the same as a file.
    """
    parts = [_text("plain", mail.text), _text("html", mail.html)]
    invitation = mail.invitation
    if invitation is None:
        return _multipart("alternative", parts)
    method = invitation.method.encode("ascii")
    parts.append(_file(b'text/calendar; charset="utf-8"; method=' + method, invitation.ics))
    kept = b'application/ics\r\nContent-Disposition: attachment; filename="invite.ics"'
    return _multipart("mixed", [_multipart("alternative", parts), _file(kept, invitation.ics)])


def _multipart(kind: str, parts: Sequence[bytes]) -> bytes:
    """The mark between parts cannot stand in one: neither encoding has an underscore behind an equals sign."""
    mark = f"=_{kind}".encode("ascii")
    head = b"Content-Type: multipart/" + kind.encode("ascii") + b'; boundary="' + mark + b'"\r\n\r\n'
    return (
        head
        + b"".join(b"--" + mark + b"\r\n" + part + b"\r\n" for part in parts)
        + b"--"
        + mark
        + b"--\r\n"
    )


def _text(kind: str, text: str) -> bytes:
    lines = _LINE_END.sub("\n", text).encode("utf-8", "replace")
    head = (
        f'Content-Type: text/{kind}; charset="utf-8"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n'
    )
    return head.encode("ascii") + b2a_qp(lines, istext=True).replace(b"\n", b"\r\n")


def _file(kind: bytes, content: bytes) -> bytes:
    encoded = encodebytes(content).replace(b"\n", b"\r\n")
    return b"Content-Type: " + kind + b"\r\nContent-Transfer-Encoding: base64\r\n\r\n" + encoded
