"""Traces by OpenTelemetry, where the environment says to which collector they go.

Everything about them is OpenTelemetry's own: https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/
"""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib import metadata
from threading import Thread

from core import spans
from core.starting import CannotStart

ASKED_BY = ("OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT")
LAST_WORDS_WITHIN = 5.0
"""Seconds for which a stop waits for the collector to take what is left."""


@contextmanager
def traced() -> Iterator[None]:
    """While this lasts the collector is sent a span of each delivery, notice, errand, round, call and transaction.

    Nothing happens where no setting names one; raises CannotStart where the libraries are missing.
    """
    if not any(os.environ.get(name) for name in ASKED_BY):
        yield
        return
    try:
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
        from opentelemetry.sdk.resources import Resource
        from opentelemetry.sdk.trace import TracerProvider
        from opentelemetry.sdk.trace.export import BatchSpanProcessor
        from opentelemetry.trace import Status, StatusCode
    except ImportError as missing:
        raise CannotStart(
            f"{' or '.join(ASKED_BY)} is set, but OpenTelemetry is not installed: "
            "pip install --require-hashes -r requirements/traces.lock, or unset it"
        ) from missing
    name = os.environ.get("OTEL_SERVICE_NAME") or "parley"
    about = Resource.create({"service.name": name, "service.version": metadata.version("parley")})
    provider = TracerProvider(resource=about, shutdown_on_exit=False)
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    tracer = provider.get_tracer("parley")

    @contextmanager
    def begin(act: str, facts: Mapping[str, str]) -> Iterator[spans.Tell]:
        with tracer.start_as_current_span(
            act, attributes=_named(facts), record_exception=False, set_status_on_exception=False
        ) as span:

            def tell(**more: str) -> None:
                span.set_attributes(_named(more))

            try:
                yield tell
            except BaseException as fault:
                # An error's words may quote a person's.
                span.set_status(Status(StatusCode.ERROR, type(fault).__name__))
                raise

    spans.trace(begin)
    try:
        yield
    finally:
        spans.trace(None)
        ending = Thread(target=provider.shutdown, daemon=True)
        ending.start()
        ending.join(LAST_WORDS_WITHIN)


def _named(facts: Mapping[str, str]) -> dict[str, str]:
    return {f"parley.{name}": value for name, value in facts.items()}
