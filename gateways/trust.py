"""Whom we trust at the other end of a connection over HTTP."""

import ssl
from functools import cache

import httpx


@cache
def on_the_web() -> ssl.SSLContext:
    """Made once: reading all certificates that are trusted takes tens of milliseconds."""
    return httpx.create_ssl_context()
