"""The library's calls over aiohttp: a call takes a third of the work that it takes over httpx."""

from aiohttp import (
    ClientConnectorError,
    ClientError,
    ClientSession,
    ClientTimeout,
    ConnectionTimeoutError,
    DummyCookieJar,
    FormData,
    TCPConnector,
)
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

from core.spans import span

CONNECTIONS = 32
CONNECT_SECONDS = 5.0
READ_SECONDS = WRITE_SECONDS = 10.0
NEVER_LEFT = (ClientConnectorError, ConnectionTimeoutError)
"""The connection never stood, so nothing can have left."""


class AiohttpRequest(BaseRequest):
    """Connections are made when first needed, and kept."""

    def __init__(self) -> None:
        self._session: ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        """Seconds to wait for an answer where a call names no others."""
        return READ_SECONDS

    async def initialize(self) -> None:
        """There is nothing to prepare."""

    async def shutdown(self) -> None:
        """Close the connections."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: object = BaseRequest.DEFAULT_NONE,
        write_timeout: object = BaseRequest.DEFAULT_NONE,
        connect_timeout: object = BaseRequest.DEFAULT_NONE,
        pool_timeout: object = BaseRequest.DEFAULT_NONE,  # noqa: ARG002 (waiting for a connection is connecting)
    ) -> tuple[int, bytes]:
        """The status and the body of the answer; raises NetworkError, never with the address, a secret."""
        connect = _seconds(connect_timeout, CONNECT_SECONDS)
        read = _seconds(read_timeout, READ_SECONDS)
        wholly = connect + _seconds(write_timeout, WRITE_SECONDS) + read
        if self._session is None:
            self._session = ClientSession(
                connector=TCPConnector(limit=CONNECTIONS),
                cookie_jar=DummyCookieJar(),
                headers={"User-Agent": self.USER_AGENT},
                trust_env=True,
            )
        try:
            with span("call", to="telegram", method=url.rpartition("/")[2]):
                async with self._session.request(
                    method,
                    url,
                    data=None if request_data is None else _body(request_data),
                    timeout=ClientTimeout(total=wholly, connect=connect, sock_read=read),
                    allow_redirects=False,
                ) as answer:
                    return answer.status, await answer.read()
        except TimeoutError as late:
            raise TimedOut from late
        except (ClientError, OSError) as fault:
            raise NetworkError(type(fault).__name__) from fault


def _body(data: RequestData) -> FormData | dict[str, str]:
    if not data.contains_files:
        return data.json_parameters
    form = FormData(data.json_parameters)
    for name, (file_name, content, kind) in data.multipart_data.items():
        form.add_field(name, content, filename=file_name, content_type=kind)
    return form


def _seconds(given: object, usual: float) -> float:
    return float(given) if isinstance(given, int | float) else usual
