"""`python -m benchmarks`: run all of them, or those named, and print one table."""

import argparse
import gc
import sys
from pathlib import Path

from benchmarks import (
    bookings,
    checking,
    councils,
    first_byte,
    held,
    jobs,
    mail,
    notices,
    payments,
    pickers,
    pictures,
    presses,
    rivals,
    sessions,
    slots,
    startup,
    times,
)
from benchmarks.table import Row, markdown, plain

PARTS = {
    "slots": slots.rows,
    "times": times.rows,
    "pickers": pickers.rows,
    "presses": presses.rows,
    "pictures": pictures.rows,
    "bookings": bookings.rows,
    "notices": notices.rows,
    "held": held.rows,
    "mail": mail.rows,
    "payments": payments.rows,
    "sessions": sessions.rows,
    "jobs": jobs.rows,
    "councils": councils.rows,
    "checking": checking.rows,
    "startup": startup.rows,
    "first_byte": first_byte.rows,
    "rivals": rivals.rows,
}


def main() -> None:
    """Nothing is written but where `--markdown` says."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="How fast the parts are.")
    parser.add_argument("parts", nargs="*", choices=[[], *PARTS], help="all of them unless named")
    parser.add_argument("--markdown", metavar="FILE", type=Path, help="write the table here, too")
    options = parser.parse_args()
    gc.freeze()  # as the bot does: what has been imported is not looked over for garbage
    rows: list[Row] = []
    for part in options.parts or PARTS:
        print(f"{part} …", file=sys.stderr, flush=True)
        rows += PARTS[part]()
    print(plain(rows))
    if options.markdown is not None:
        options.markdown.write_text(markdown(rows), encoding="utf-8")


if __name__ == "__main__":
    main()
