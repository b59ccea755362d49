"""What the audit log keeps."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """What was done, by whom, from where. Ids and codes only: no names, no free text."""

    action: str
    actor: int | None
    platform: str
    workspace: str
    session: int | None = None
    before: dict[str, str | int | None] | None = None
    after: dict[str, str | int | None] | None = None
    council: int | None = None
