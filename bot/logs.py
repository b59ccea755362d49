"""How the log is written: lines for people, or JSON for machines."""

import logging

NOISY = (
    "httpx",
    "stripe",
    "urllib3",
    "httpcore",
    "apscheduler",
    "slack_sdk",
    "slack_bolt",
    "telegram",
    "alembic",
)


def to_lines() -> None:
    """One readable line for each record, on standard error."""
    _configure(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))


def to_json() -> None:
    """One JSON object for each record: time, level, logger, event, and the trace of an exception."""
    import structlog

    _configure(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[
                structlog.stdlib.add_logger_name,
                structlog.stdlib.add_log_level,
                structlog.processors.TimeStamper(fmt="iso", utc=True, key="time"),
                structlog.processors.format_exc_info,
            ],
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(),
            ],
        )
    )


def _configure(formatter: logging.Formatter) -> None:
    handler = logging.StreamHandler()
    handler.setFormatter(formatter)
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    for noisy in NOISY:
        logging.getLogger(noisy).setLevel(logging.WARNING)
