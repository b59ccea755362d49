"""A person at their mailbox and calendar: stories are told with it."""

import asyncio
import re
import time

from playground.actor import PATIENCE
from playground.cast import Character
from playground.mail.mailboxes import Letter, Mailboxes
from playground.transcript import Transcript

GLANCE = 0.02


class MailReader:
    """Reads one person's mail, and writes down what comes and what it does to the calendar."""

    def __init__(self, mailboxes: Mailboxes, person: Character, transcript: Transcript) -> None:
        self._mailboxes = mailboxes
        self._person = person
        self._transcript = transcript
        self._known = 0
        mailboxes.on_change(self._look)

    @property
    def calendar(self) -> list[str]:
        """What the calendar shows, soonest first: when (UTC), what, and whether it is certain."""
        events = sorted(self._mailboxes.calendar(self._person.email).shown.values())
        return [
            f"{start:%a %d %b %H:%M}: {title}" + ("" if certain else " (not certain yet)")
            for start, _, title, certain in events
        ]

    async def gets(self, subject: str) -> Letter:
        """Wait for a mail with these words in its subject, the newest of them."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            for letter in reversed(self._mailboxes.letters(self._person.email)):
                if subject in letter.subject:
                    return letter
            await asyncio.sleep(GLANCE)
        known = [letter.subject for letter in self._mailboxes.letters(self._person.email)]
        message = f"no mail {subject!r} to {self._person.name}: {known}"
        raise AssertionError(message)

    async def shows(self, *entries: str) -> None:
        """Wait until the calendar shows these, each described by a pattern for all of it, and nothing else."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            shown = self.calendar
            if len(shown) == len(entries) and all(map(re.fullmatch, entries, shown)):
                return
            await asyncio.sleep(GLANCE)
        message = f"the calendar of {self._person.name} shows {self.calendar}, not {entries}"
        raise AssertionError(message)

    def _look(self) -> None:
        letters = self._mailboxes.letters(self._person.email)
        for letter in letters[self._known :]:
            part = f", with a calendar part: {letter.method}" if letter.method else ""
            lines = [f"Subject: {letter.subject}"]
            if letter.method:
                lines += ["Calendar now:", *(f"  {entry}" for entry in self.calendar or ["(empty)"])]
            self._transcript.note(f"Parley → {self._person.email} (mail{part})", "\n".join(lines))
        self._known = len(letters)
