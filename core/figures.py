"""What can be said of people from their last sessions, in figures (ADM-7)."""

from core.ports.aftermath import MarkTotals, TrackRecord

LOOKED_AT = 20
"""How many of a person's last sessions the reliability is a share of."""
EXPECTED_QUALITY = 4.0
WEIGHT_OF_EXPECTED = 3
UNKNOWN_RECORD = TrackRecord()
UNMARKED = MarkTotals()


def reliability(record: TrackRecord) -> float:
    """From 0 to 100: of 20 sessions each cancellation costs one, each reschedule a half, each absence two."""
    lost = record.cancelled + record.rescheduled / 2 + 2 * record.missed
    return max(0.0, 100 - lost / LOOKED_AT * 100)


def quality(marks: MarkTotals) -> float:
    """From 1 to 5: the mean of both marks, drawn towards 4.0 as long as there are few."""
    given = (marks.overall + marks.usefulness) / 2
    return (given + WEIGHT_OF_EXPECTED * EXPECTED_QUALITY) / (marks.count + WEIGHT_OF_EXPECTED)


def average(marks: MarkTotals) -> float | None:
    """The mean of the overall marks, which is what mentees read (AFT-1); None without any."""
    return marks.overall / marks.count if marks.count else None
