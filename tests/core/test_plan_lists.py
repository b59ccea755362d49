"""Lists of plans: pasted, and as the files that spreadsheets make."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.desk import AskFirst, Desk
from core.errors.members import NotAdmin, PlanFileUnreadable
from core.evidence import ContentQuestion, FileContent, FileQuestion, RefusedFile, Trouble
from core.people import Person, Plan, Role
from core.plan_lists import LARGEST, MOST_LINES, Unused, Wish, read_file, read_text
from core.usecases import plans
from gateways.jitsi import JitsiRooms
from storage.store import SqlStore
from tests.storage.samples import a_person

ZOE = Wish(2, "zoë@example.org, council", "zoë@example.org", Plan.COUNCIL)
FILE = "email;plan\r\nzoë@example.org;council\r\n"


@pytest.mark.spec("ADM-8")
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_file_is_read_whatever_wrote_it(encoding: str, separator: str) -> None:
    assert list(read_file(FILE.replace(";", separator).encode(encoding))) == [ZOE]


@pytest.mark.spec("ADM-8")
@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Plan,E-Mail,Name\ncouncil,zoe@example.org,Zoë Ek", "zoe@example.org"),
        ("name,city,PLAN,handle\nZoë Ek,Oslo,council,@zoe", "@zoe"),
        ("name,city,PLAN,handle\nZoë Ek,Oslo,council,", "Zoë Ek"),
        ("Zoë Ek,council", "Zoë Ek"),
        ('name,plan\n"Ek, Zoë",council', "Ek, Zoë"),
        ('"email"\t"plan"\n"zoe@example.org"\t"Council "', "zoe@example.org"),
    ],
)
def test_columns_are_found_by_their_names_in_any_order(text: str, who: str) -> None:
    (wish,) = read_file(text.encode())
    assert isinstance(wish, Wish)
    assert (wish.who, wish.plan) == (who, Plan.COUNCIL)


@pytest.mark.spec("ADM-8", "SAF-3")
def test_lines_that_cannot_be_used_say_why_by_their_numbers() -> None:
    rows = [
        "name,plan",
        "",
        "Ana,gold",
        "=cmd|' /C calc'!A0,council",
        "Ana,=1+1",
        "Ana,",
        ",council",
        "Ana,none",
    ]
    found = read_file("\n".join(rows).encode())
    assert [(each.line, each.why if isinstance(each, Unused) else "") for each in found] == [
        (3, "plan"),
        (4, "formula"),
        (5, "formula"),
        (6, "columns"),
        (7, "columns"),
        (8, ""),
    ]


@pytest.mark.spec("ADM-8")
@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "empty"),
        (b"\n \n", "empty"),
        (b"name,city\nAna,Oslo", "columns"),
        (b"Ana", "columns"),
        (b"PK\x03\x04\x14\x00\x06\x00", "letters"),
        (b"\xff\xfea", "letters"),
        (b"a,plan\x81\n", "letters"),
        (b"name,plan\n" + b"Ana,none\n" * (MOST_LINES + 1), "long"),
        (b"x" * (LARGEST + 1), "long"),
    ],
)
def test_a_file_that_is_no_list_is_refused(content: bytes, why: str) -> None:
    with pytest.raises(PlanFileUnreadable) as refused:
        read_file(content)
    assert refused.value.why == why


def test_as_many_lines_as_may_be_are_read() -> None:
    assert len(read_file(b"name,plan\n" + b"Ana,none\n" * MOST_LINES)) == MOST_LINES


@given(
    st.binary(max_size=300) | st.text(max_size=200).map(lambda text: codecs.encode(f"name,plan\n{text}"))
)
def test_whatever_is_sent_is_read_or_refused(content: bytes) -> None:
    try:
        for each in read_file(content):
            assert each.line > 0
    except PlanFileUnreadable:
        return


@pytest.mark.spec("ADM-8")
@pytest.mark.parametrize(
    "line", ["@ana council", "@ana,council", "@ana ; Council", "@ana\tcouncil", '"@ana", "council"']
)
def test_a_pasted_line_names_a_member_and_a_plan(line: str) -> None:
    (wish,) = read_text(line)
    assert isinstance(wish, Wish)
    assert (wish.who, wish.plan) == ("@ana", Plan.COUNCIL)


@pytest.mark.spec("ADM-8")
def test_a_file_names_members_in_full_and_all_are_put_on_their_plans(store: SqlStore) -> None:
    olga = a_person("Olga Okafor", roles=frozenset({Role.ADMIN}))
    zoe = a_person("Zoë Ek", email="Zoe@Example.org")
    twins = [a_person("Ana Lima") for _ in range(2)]
    with store.write() as tx:
        for person in (olga, zoe, *twins):
            tx.people.add(person)
    sent = ContentQuestion(FileQuestion("slack", "T1", "F1", "plans.csv"), LARGEST)

    def answered(by: Person, answer: FileContent | RefusedFile) -> plans.PlanList:
        desk = Desk(store, JitsiRooms("https://rooms.example"), known={sent: answer})
        return plans.propose_file(desk, by, sent.file)

    rows = [
        "name,plan",
        "zoe@example.org,council",
        "zoe ek,none",
        "Ana Lima,council",
        "Zoë,none",
        "OLGA OKAFOR,none",
    ]
    found = answered(olga, FileContent("\n".join(rows).encode()))
    assert [(person.id, plan) for person, plan in found.changes] == [(zoe.id, Plan.COUNCIL)]
    assert found.same == 1
    assert [(each.line, each.why) for each in found.troubles] == [
        (3, "twice"),
        (4, "several"),
        (5, "unknown"),
    ]
    desk = Desk(store, JitsiRooms("https://rooms.example"))
    assert plans.carry_out(desk, olga, found.draft) == 1
    with store.read() as tx:
        assert [each.plan for each in tx.people.of([zoe.id])] == [Plan.COUNCIL]
    with pytest.raises(NotAdmin):
        plans.propose_file(desk, zoe, sent.file)
    with pytest.raises(AskFirst):
        plans.propose_file(desk, olga, sent.file)
    for trouble, why in ((Trouble.TOO_BIG, "long"), (Trouble.CLOSED, "closed"), (Trouble.LATER, "gone")):
        with pytest.raises(PlanFileUnreadable) as refused:
            answered(olga, RefusedFile("plans.csv", trouble))
        assert refused.value.why == why


@pytest.mark.spec("ADM-8")
def test_a_row_with_more_than_the_columns_is_not_half_read() -> None:
    found = read_file(b"handle,plan\nben,council,extra\nmia,council,\n")
    assert list(found) == [
        Unused(2, "ben, council, extra", "columns"),
        Wish(3, "mia, council", "mia", Plan.COUNCIL),
    ]
