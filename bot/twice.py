"""The hour that comes twice when clocks go back: what tells its two times apart."""

from datetime import datetime
from zoneinfo import ZoneInfo


def which(at: datetime, zone: str) -> str:
    """`CEST` or `CET` of an instant whose wall time comes twice in the zone; "" of all others."""
    local = at.astimezone(ZoneInfo(zone))
    if local.utcoffset() == local.replace(fold=1 - local.fold).utcoffset():
        return ""
    name = local.tzname() or ""
    return name if name.isalpha() else f"UTC{name}"
