"""What a collector of OpenTelemetry gets from the bot, and what it must not get."""

import gzip
import os
import subprocess
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.trace.v1.trace_pb2 import Span, Status

from bot.traces import traced
from core.spans import span
from playground.cast import TEAM
from tests.wire.telegram_stage import until
from tests.wire.whole import on_slack, settle_in, whole

pytestmark = pytest.mark.spec("OPS-2")
CHECKOUT = Path(__file__).parents[2]


class Collector:
    """Takes what OTLP posts over HTTP."""

    def __init__(self) -> None:
        self.bodies: list[bytes] = []
        bodies = self.bodies

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                bodies.append(gzip.decompress(body) if self.headers.get("Content-Encoding") else body)
                self.send_response(200 if self.path == "/v1/traces" else 404)
                self.end_headers()

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"

    def spans(self) -> list[Span]:
        return [
            each
            for body in self.bodies
            for resource in ExportTraceServiceRequest.FromString(body).resource_spans
            for scope in resource.scope_spans
            for each in scope.spans
        ]


@pytest.fixture
def collector(monkeypatch: pytest.MonkeyPatch) -> Iterator[Collector]:
    collector = Collector()
    thread = Thread(target=collector.server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", collector.url)
    yield collector
    collector.server.shutdown()
    thread.join()
    collector.server.server_close()


def facts_of(span: Span) -> dict[str, str]:
    return {each.key: each.value.string_value for each in span.attributes}


async def test_a_delivery_shows_its_transactions_and_calls_and_nothing_of_its_person(
    sqlite_url: str, collector: Collector
) -> None:
    words = "a secret that nobody else may read"
    with traced():
        async with whole(sqlite_url) as at:
            settle_in(at)
            person = on_slack(at, "U1BEN")
            await person.command("/help", words)
            await person.sees("/book")
            await person.say(words)
            await until(lambda: at.parley.delivery.outcomes)
            tokens = [at.playground.slack.bot_token, at.playground.telegram.token]
    spans = {each.span_id: each for each in collector.spans()}
    children = {
        (spans[each.parent_span_id].name, each.name, facts_of(each).get("parley.method"))
        for each in spans.values()
        if each.parent_span_id
    }
    assert ("delivery", "transaction", None) in children
    assert ("delivery", "call", "chat.postMessage") in children
    deliveries = [facts_of(each) for each in spans.values() if each.name == "delivery"]
    assert {"parley.of": "slack", "parley.kind": "command"} in deliveries
    assert {each.name for each in spans.values()} >= {"notice", "round"}
    raw = b"".join(collector.bodies)
    for secret in (words, "U1BEN", *tokens):
        assert secret.encode() not in raw, secret
    # So short that it may be in an id by chance, which is random bytes.
    assert not any(TEAM in f"{each.name} {facts_of(each)}" for each in spans.values())


def test_a_failed_act_is_told_by_the_kind_of_its_error_and_not_by_its_words(collector: Collector) -> None:
    def fail() -> None:
        with span("act", of="a kind") as tell:
            tell(outcome="odd")
            raise ValueError("words of a person")

    with traced(), pytest.raises(ValueError, match="words"):
        fail()
    (told,) = collector.spans()
    assert (told.name, told.status.code, told.status.message) == (
        "act",
        Status.STATUS_CODE_ERROR,
        "ValueError",
    )
    assert facts_of(told) == {"parley.of": "a kind", "parley.outcome": "odd"}
    assert b"words of" not in b"".join(collector.bodies)


def test_without_a_collector_nothing_is_loaded() -> None:
    look = "import sys, bot.traces\nwith bot.traces.traced(): print([m for m in sys.modules if 'opentel' in m])"
    environment = {name: value for name, value in os.environ.items() if not name.startswith("OTEL_")}
    said = subprocess.run(
        [sys.executable, "-c", look],
        cwd=CHECKOUT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stdout.strip() == "[]"


def test_a_collector_without_the_libraries_is_told_in_a_sentence(
    collector: Collector, tmp_path: Path
) -> None:
    hidden = "import sys; sys.modules['opentelemetry'] = None; from bot.__main__ import main; sys.exit(main(['run']))"
    said = subprocess.run(
        [sys.executable, "-c", hidden],
        cwd=CHECKOUT,
        env={
            **os.environ,
            "TELEGRAM_BOT_TOKEN": "1:a",
            "PARLEY_ADMINS": "telegram:1",
            "PARLEY_DATABASE_URL": f"sqlite:///{tmp_path}/parley.db",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert said.returncode == 1
    assert "OpenTelemetry is not installed: pip install" in said.stderr
    assert "Traceback" not in said.stderr
