"""What the log may say of an unexpected error."""

import traceback


def trace_of(fault: BaseException) -> str:
    """Kinds of error and lines of code, the first cause first; never an error's words, which may quote a person's."""
    earlier = fault.__cause__ or fault.__context__
    frames = "".join(traceback.format_tb(fault.__traceback__))
    own = f"{type(fault).__module__}.{type(fault).__qualname__}\n{frames}".rstrip()
    return own if earlier is None else f"{trace_of(earlier)}\nthen {own}"
