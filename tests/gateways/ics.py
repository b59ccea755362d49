"""iCalendar text for tests."""


def event(start: str, end: str = "", uid: str = "", **more: str) -> str:
    """A VEVENT; `start` and `end` with their parameters, as in `;TZID=Europe/Berlin:20260302T090000`."""
    lines = ["BEGIN:VEVENT", f"UID:{uid or start + end}", "DTSTAMP:20260101T000000Z", f"DTSTART{start}"]
    lines += [f"DTEND{end}"] if end else []
    lines += [
        f"{name.replace('_', '-')}{value if value[:1] in ':;' else ':' + value}"
        for name, value in more.items()
    ]
    return "\r\n".join([*lines, "SUMMARY:Secret dinner", "END:VEVENT"])


def calendar(*parts: str) -> bytes:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//tests//EN", *parts, "END:VCALENDAR", ""]
    return "\r\n".join(lines).encode()
