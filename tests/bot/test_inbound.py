"""What reaches us can be stored, whatever people and forgers type."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.inbound import Command, Inbound, Origin, Press, Profile, Said, Submitted
from core.people import Address

ANY_TEXT = st.text(st.characters(codec=None, exclude_categories=()), max_size=20)


@pytest.mark.spec("NTF-6", "SAF-3")
@given(ANY_TEXT)
def test_any_text_comes_back_from_the_inbox(text: str) -> None:
    bodies = (
        Said(text=text),
        Command(name="book", text=text),
        Press(token=text),
        Submitted(draft=1, values={"a": text}),
    )
    for body in bodies:
        inbound = Inbound(
            key="k",
            sender=Address("telegram", "", "1"),
            profile=Profile(name=text),
            place=Origin(channel="1"),
            body=body,
        )
        stored = inbound.model_dump_json(exclude_none=True)

        assert Inbound.model_validate_json(stored) == inbound
        assert "\x00" not in stored
        stored.encode()
