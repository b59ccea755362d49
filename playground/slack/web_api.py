"""The Web API's front: tokens, arguments, planned faults, rate limits, and the table of methods."""

import asyncio
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from playground.slack.chat import RateLimitedError
from playground.slack.scopes import NEEDED
from playground.slack.state import ApiError, Json, Workspace
from playground.wire import Wire

Method = Callable[[Json], Json]
STRUCTURED = ("blocks", "view", "metadata", "files", "attachments")


@dataclass(slots=True)
class PlannedFault:
    """What goes wrong in the next `times` calls of `method` (`*` for any).

    `kind`: an HTTP status ("429", "500"), "timeout" (no answer for `seconds`), "reset" (connection cut),
    "garbage" (200 with HTML), or any other word, which becomes the error code of an `ok: false` answer.
    With `after` the call takes effect first.
    """

    method: str
    kind: str
    times: int = 1
    retry_after: int = 1
    seconds: float = 60.0
    after: bool = False


class WebApi:
    """Serves `/api/<method>`."""

    def __init__(self, workspace: Workspace, wire: Wire, *tables: Mapping[str, Method]) -> None:
        self._workspace = workspace
        self._wire = wire
        self._methods = {name: method for table in tables for name, method in table.items()}
        self._plan: list[PlannedFault] = []
        self._closing = asyncio.Event()
        self.calls: dict[str, int] = {}
        self.limited = 0

    def plan(self, fault: PlannedFault) -> None:
        """Let calls fail on purpose."""
        self._plan.append(fault)

    def close(self) -> None:
        """Let calls that are made to hang go."""
        self._closing.set()

    async def handle(self, request: web.Request, address: str) -> web.StreamResponse:
        """Serve one call; `address` is where the service's other routes are."""
        method = request.match_info["method"]
        self.calls[method] = self.calls.get(method, 0) + 1
        try:
            args, token = await self._read(request)
        except ValueError:
            return self._answer(method, {}, self._refusal(method, ApiError("invalid_json", loud=True)))
        planned = self._planned(method)
        if planned is not None and not planned.after:
            return await self._fail(planned, method, args, request)
        try:
            self._authorise(method, token)
            response = {"ok": True, **self._call(method, args, address)}
        except ApiError as problem:
            response = self._refusal(method, problem)
        except RateLimitedError as problem:
            self.limited += 1
            return self._limited(method, args, problem.seconds)
        if planned is not None:
            return await self._fail(planned, method, args, request)
        return self._answer(method, args, response)

    async def _read(self, request: web.Request) -> tuple[Json, str]:
        args: Json = dict(request.query)
        if request.content_type == "application/json":
            args |= await request.json() if request.can_read_body else {}
        elif request.method == "POST":
            args |= dict(await request.post())
        for key in STRUCTURED:
            if isinstance(args.get(key), str) and args[key]:
                args[key] = json.loads(args[key])
        given = str(args.pop("token", ""))
        header = request.headers.get("Authorization", "")
        return args, header.removeprefix("Bearer ") if header.startswith("Bearer ") else given

    def _authorise(self, method: str, token: str) -> None:
        if method == "api.test":
            return
        if not token:
            raise ApiError("not_authed", loud=True)
        wanted = self._workspace.app_token if method.startswith("apps.") else self._workspace.bot_token
        if token != wanted:
            kind_is_wrong = token in {self._workspace.app_token, self._workspace.bot_token}
            raise ApiError("not_allowed_token_type" if kind_is_wrong else "invalid_auth", loud=True)
        if not self._workspace.installed:
            raise ApiError("account_inactive")
        needed = NEEDED.get(method)
        if needed and not needed & self._workspace.settings.scopes:
            raise ApiError("missing_scope")

    def _call(self, method: str, args: Json, address: str) -> Json:
        if method not in self._methods:
            raise ApiError("unknown_method", loud=True)
        if method.startswith(("files.", "apps.")):
            args = {**args, "_address": address}
        return self._methods[method](args)

    def _refusal(self, method: str, problem: ApiError) -> Json:
        if problem.loud:
            self._workspace.fault(f"{method}: {problem.code} {problem.detail}".strip())
        response: Json = {"ok": False, "error": problem.code}
        if problem.detail:
            response |= {
                "errors": [problem.detail],
                "response_metadata": {"messages": [f"[ERROR] {problem.detail}"]},
            }
        return response

    def _answer(self, method: str, args: Json, response: Json) -> web.Response:
        self._wire.slack({"method": method, "body": args, "response": response})
        return web.json_response(
            response, headers={"X-OAuth-Scopes": ",".join(sorted(self._workspace.settings.scopes))}
        )

    def _limited(self, method: str, args: Json, seconds: int) -> web.Response:
        response = {"ok": False, "error": "ratelimited"}
        self._wire.slack({"method": method, "body": args, "response": {**response, "retry_after": seconds}})
        return web.json_response(response, status=429, headers={"Retry-After": str(seconds)})

    def _planned(self, method: str) -> PlannedFault | None:
        for planned in self._plan:
            if planned.method in {method, "*"}:
                planned.times -= 1
                if planned.times <= 0:
                    self._plan.remove(planned)
                return planned
        return None

    async def _fail(
        self, planned: PlannedFault, method: str, args: Json, request: web.Request
    ) -> web.StreamResponse:
        kind = planned.kind
        if kind == "429":
            return self._limited(method, args, planned.retry_after)
        if kind not in {"timeout", "reset", "garbage"} and not kind.isdigit():
            return self._answer(method, args, {"ok": False, "error": kind})
        self._wire.slack({"method": method, "body": args, "response": {"planned_fault": kind}})
        if kind.isdigit():
            return web.Response(status=int(kind), text="the playground was asked to fail")
        if kind == "garbage":
            return web.Response(text="<html>upstream trouble</html>", content_type="text/html")
        if kind == "timeout":
            await self._wait(planned.seconds)
        if request.transport is not None:
            request.transport.abort()
        return web.Response(status=500)

    async def _wait(self, seconds: float) -> None:
        try:
            await asyncio.wait_for(self._closing.wait(), seconds)
        except TimeoutError:
            return


def connections(workspace: Workspace, ticket: Callable[[], str]) -> Mapping[str, Method]:
    """`apps.connections.open`: a one-time websocket address."""

    def connect(args: Json) -> Json:
        address: Any = args["_address"]
        if not workspace.installed:
            raise ApiError("account_inactive")
        return {"url": f"{address.replace('http', 'ws', 1)}/socket/{ticket()}"}

    return {"apps.connections.open": connect}
