"""Refusals of the Bot API."""

from typing import NoReturn

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same"
    " as a current content and reply markup of the message"
)
QUERY_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"

TITLES = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    409: "Conflict",
    429: "Too Many Requests",
    500: "Internal Server Error",
    502: "Bad Gateway",
}


class ApiError(Exception):
    """What the service answers instead of a result: status, description and, for some, `parameters`."""

    def __init__(self, code: int, text: str = "", **parameters: int) -> None:
        self.code = code
        self.description = f"{TITLES[code]}: {text}" if text else TITLES[code]
        self.parameters = parameters
        super().__init__(self.description)

    def body(self) -> dict[str, object]:
        """The JSON of the answer."""
        answer: dict[str, object] = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            answer["parameters"] = self.parameters
        return answer


def refuse(text: str) -> NoReturn:
    """Raise the commonest refusal: 400 with the service's own words."""
    raise ApiError(400, text)


def too_many_requests(seconds: int) -> ApiError:
    """Flood control: come back after `seconds`."""
    return ApiError(429, f"retry after {seconds}", retry_after=seconds)
