"""The composition root: `parley run`, `parley demo` and the rest of the command line."""

import argparse
import asyncio
import gc
import json
import logging
import re
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import ValidationError

from bot import logs
from bot.config import PREFIX, Settings, faults_of, load_settings
from bot.traces import traced
from core.clock import Clock
from core.starting import CannotStart

if TYPE_CHECKING:
    from core.desk import Desk

log = logging.getLogger("parley")


async def run(settings: Settings, clock: Clock) -> None:
    """Work until told to stop (SIGINT, SIGTERM)."""
    gc.disable()  # what is built until we run stays: looking it all over for garbage is a sixth of the start
    from bot.service import Parley

    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, stopped.set)
    with traced():
        parley = Parley(settings, clock)
        try:
            await parley.start()
            gc.freeze()  # nor shall it hold up an answer
            gc.enable()
            log.info("Parley is running with %s", " and ".join(parley.messenger.platforms))
            await stopped.wait()
        finally:
            await parley.stop()


def _several(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"


def check_database(url: str, patience: timedelta) -> int:
    """Print each violation as a sentence; 1 when there is any. Nothing is changed."""
    from storage.check import SqlCheck
    from storage.store import in_a_sentence, open_store

    store = open_store(url, Clock(), exclusive=False)
    try:
        count = 0
        with in_a_sentence(url):
            for violation in SqlCheck(store).violations(patience):
                print(violation)
                count += 1
        print(_several(count, "violation", "violations") if count else "All invariants hold.")
        return min(count, 1)
    finally:
        store.close()


def back_up(url: str, file: Path) -> int:
    """Write a backup."""
    from storage.backup import back_up as write

    print(
        f"{_several(write(url, file, Clock().now()), 'row', 'rows')} in {file}. Keep the keys apart from it."
    )
    return 0


def restore(url: str, file: Path) -> int:
    """Fill a new database from a backup."""
    from storage.backup import restore as fill

    print(f"{_several(fill(url, file), 'row', 'rows')} restored. Now `parley check`, then start.")
    return 0


@contextmanager
def desk_at(url: str) -> "Iterator[Desk]":
    """A desk at the database, beside a bot that may run."""
    from bot.operating import PLACE
    from core.desk import Desk
    from gateways.jitsi import JitsiRooms
    from storage.store import in_a_sentence, open_store

    store = open_store(url, Clock(), exclusive=False)
    try:
        with in_a_sentence(url):
            yield Desk(store, JitsiRooms(""), asker=PLACE)
    finally:
        store.close()


def print_admins(url: str, who: str | None) -> int:
    """Print who the admins are, or make somebody one."""
    from bot.operating import list_admins, make_admin

    with desk_at(url) as desk:
        print(*([make_admin(desk, who)] if who else list_admins(desk)), sep="\n")
    return 0


def export_config(url: str, file: Path | None) -> int:
    """Write the rules of the programme."""
    from bot.operating import exported

    with desk_at(url) as desk:
        text = exported(desk)
    if file is None:
        print(text, end="")
    else:
        file.write_text(text, encoding="utf-8")
        print(f"The rules are in {file}; no secret and nobody's name is in it.")
    return 0


def import_config(url: str, file: Path) -> int:
    """Put the rules of another installation in force."""
    from bot.operating import adopted

    with desk_at(url) as desk:
        print(*adopted(desk, file), sep="\n")
    return 0


def rotate_keys(settings: Settings) -> int:
    """Encrypt all secrets of members by the first key, a new one where keys are kept in a file."""
    from storage.store import open_store
    from storage.vault import add_key

    store = open_store(settings.database_url, Clock(), keys=settings.keys)
    try:
        if not settings.keys and add_key(settings.database_url):
            store.read_keys(settings.database_url, ())
        print(
            f"{_several(store.seal_addresses(anew=True), 'address', 'addresses')} encrypted by the first key, "
            f"and the tokens of {_several(store.seal_tokens(), 'workspace', 'workspaces')}."
        )
        return 0
    finally:
        store.close()


def slack_link(settings: Settings) -> int:
    """Print an address at which somebody connects a Slack workspace, once and soon."""
    from core.entropy import Entropy
    from core.installations import TICKET_LASTS, InstallTickets
    from storage.vault import vault_for

    if settings.slack_client_id is None:
        print("parley: set SLACK_CLIENT_ID and SLACK_CLIENT_SECRET to connect workspaces", file=sys.stderr)
        return 1
    vault = vault_for(settings.database_url, settings.keys, may_write=False)
    tickets = InstallTickets(vault.derived("install"))
    ticket = tickets.make(Clock().now(), Entropy().urlsafe(16))
    print(tickets.address((settings.public_url or "").rstrip("/"), ticket))
    print(f"Good for {TICKET_LASTS // timedelta(minutes=1)} minutes and one workspace.", file=sys.stderr)
    return 0


def read_settings() -> Settings:
    """What the operator has set; leaves with 2 when every fault is named."""
    try:
        return load_settings()
    except ValidationError as error:
        for fault in faults_of(error):
            print(f"parley: {fault}", file=sys.stderr)
        raise SystemExit(2) from None


def examine(*, for_machines: bool) -> int:
    """Print what was found of the installation; 1 when something is at fault. Faulty settings are findings too."""
    from bot.doctor.examination import examine as findings_of
    from bot.doctor.report import as_json, is_well, lines
    from core.findings import fault

    logging.disable()
    try:
        findings = asyncio.run(findings_of(load_settings(), Clock()))
    except ValidationError as error:
        findings = [fault("settings", said, "Mend it, then ask again.") for said in faults_of(error)]
    finally:
        logging.disable(logging.NOTSET)
    if for_machines:
        print(as_json(findings))
    else:
        print(*lines(findings), sep="\n")
    return 0 if is_well(findings) else 1


def prefix(text: str) -> str:
    """As `PARLEY_SLACK_PREFIX` takes it."""
    if not re.fullmatch(PREFIX, text):
        raise argparse.ArgumentTypeError("takes at most 20 of a-z 0-9 _ -")
    return text


def at_database(options: argparse.Namespace, url: str) -> int:
    """What is asked of the database alone."""
    match options.verb:
        case "backup":
            return back_up(url, options.file)
        case "restore":
            return restore(url, options.file)
        case "admin":
            return print_admins(url, options.who)
        case "export-config":
            return export_config(url, options.file)
        case "import-config":
            return import_config(url, options.file)
    return check_database(url, timedelta(minutes=options.minutes))


def carry_out(options: argparse.Namespace) -> int:
    """Do what the command line says; raises CannotStart."""
    match options.verb:
        case "run":
            settings = read_settings()
            if settings.log == "json":
                logs.to_json()
            asyncio.run(run(settings, Clock()))
        case "demo":
            from bot.demo import demo

            try:
                return asyncio.run(demo(options.script, options.wire, options.port))
            except KeyboardInterrupt:
                return 0
        case "doctor":
            return examine(for_machines=options.json)
        case "rotate-keys":
            return rotate_keys(read_settings())
        case "slack-link":
            return slack_link(read_settings())
        case "new-key":
            from storage.vault import new_key

            print(new_key())
        case "manifest":
            from bot.slack.manifest import manifest, manifest_text

            of_app = options.prefix, options.url
            text = (
                json.dumps(manifest(*of_app, org=options.org), ensure_ascii=False)
                if options.json
                else manifest_text(*of_app, org=options.org)
            )
            print(text.rstrip())
        case _:
            return at_database(options, options.database or read_settings().database_url)
    return 0


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line; returns the exit code."""
    parser = argparse.ArgumentParser(prog="parley", description="Mentor sessions, booked in chat.")
    verbs = parser.add_subparsers(dest="verb", required=True)
    database = argparse.ArgumentParser(add_help=False)
    database.add_argument("--database", metavar="URL", help="another one than PARLEY_DATABASE_URL")
    verbs.add_parser("run", help="run the bot; settings come from the environment or .env")
    demo = verbs.add_parser("demo", help="run the bot with a simulated Slack and Telegram to play with")
    demo.add_argument("--script", metavar="NAME", help="play a story, print it, exit 0 or 1")
    demo.add_argument("--wire", metavar="DIR", type=Path, help="record all traffic as JSON lines")
    demo.add_argument("--port", type=int, default=8765, help="where the page is served (0: any free port)")
    manifest = verbs.add_parser("manifest", help="print the manifest of the Slack app")
    manifest.add_argument(
        "--prefix", type=prefix, default="", help="what the commands begin with, such as m-"
    )
    manifest.add_argument("--json", action="store_true", help="as Slack’s command line takes it")
    manifest.add_argument("--url", default=None, help="the public address, for HTTP mode")
    manifest.add_argument("--org", action="store_true", help="for whole organisations (Enterprise Grid)")
    check = verbs.add_parser(
        "check", parents=[database], help="prove the invariants on the database, also while the bot runs"
    )
    check.add_argument("--minutes", type=int, default=15, help="how late what is due may be (15)")
    for verb, said in (
        ("backup", "write a new file, also while the bot runs"),
        ("restore", "fill a new database"),
    ):
        copy = verbs.add_parser(verb, parents=[database], help=f"{said}; of PostgreSQL and SQLite alike")
        copy.add_argument("file", metavar="FILE", type=Path)
    admin = verbs.add_parser(
        "admin", parents=[database], help="list the admins, or make a member one: when no admin is left"
    )
    admin.add_argument(
        "who", nargs="?", metavar="WHO", help="@handle, e-mail address, slack:T1/U1 or telegram:42"
    )
    for verb, said in (
        ("export-config", "write the rules of the programme, for another installation"),
        ("import-config", "put the rules of another installation in force"),
    ):
        rules = verbs.add_parser(verb, parents=[database], help=said)
        rules.add_argument(
            "file", metavar="FILE", type=Path, nargs="?" if verb == "export-config" else None
        )
    doctor = verbs.add_parser(
        "doctor", help="look at settings, tokens, database, providers; say how to mend each"
    )
    doctor.add_argument("--json", action="store_true", help="in one line, for machines")
    verbs.add_parser("new-key", help="print a new key for PARLEY_SECRET_KEYS")
    verbs.add_parser(
        "rotate-keys", help="encrypt members' secrets and tokens of workspaces by the first key"
    )
    verbs.add_parser("slack-link", help="print an address at which a Slack workspace is connected")
    options = parser.parse_args(arguments)
    logs.to_lines()
    try:
        return carry_out(options)
    except CannotStart as problem:
        print(f"parley: {problem}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
