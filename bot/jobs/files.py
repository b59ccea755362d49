"""What became of each session of a job, as a CSV file."""

from pathlib import Path

from core.desk import Desk
from core.exports import BOM, csv_line, safe
from core.usecases.jobs import reading
from core.usecases.jobs.reading import Line

COLUMNS = ("id", "code", "title", "mentor", "mentee", "starts_at_utc", "status", "outcome", "why")


def write_report(desk: Desk, job: int, file: Path) -> None:
    """Write it, safe in spreadsheets."""
    with file.open("w", encoding="utf-8", newline="") as out:
        out.write(BOM + csv_line(COLUMNS))
        out.writelines(map(_line, reading.lines(desk, job)))


def _line(line: Line) -> str:
    item, session = line.item, line.session
    if session is None:
        return csv_line(("",) * 7 + (item.outcome, item.why))
    parties = (safe(line.people[each].name) for each in (session.mentor, session.mentee))
    starts = f"{session.starts_at:%Y-%m-%dT%H:%M:%SZ}"
    return csv_line(
        (
            str(session.id),
            session.code,
            safe(session.topic.title),
            *parties,
            starts,
            session.status,
            item.outcome,
            item.why,
        )
    )
