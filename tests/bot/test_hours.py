"""Typed availability: edits of the week and of single dates, or a problem with its place."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.typed import hours
from bot.typed.hours import (
    CopyHours,
    DayHours,
    DayOpen,
    DayPauses,
    Edits,
    HoursProblem,
    HoursTrouble,
    Off,
    Open,
    Pause,
)
from core.availability import BlockKind

TODAY = date(2026, 11, 20)
"""A Friday."""

BREAK, BLOCKED = BlockKind.BREAK, BlockKind.BLOCKED
MON, TUE, WED, THU, FRI, SAT, SUN = range(7)


def brief(edits: Edits | HoursProblem) -> str:
    """Edits of the week in one line: "Mo 9-12 13-17, Tu off"."""
    assert not isinstance(edits, HoursProblem), edits
    days = []
    for edit in edits:
        assert isinstance(edit, DayHours)
        blocks = " ".join(f"{start / 60:g}-{end / 60:g}" for start, end in edit.blocks)
        blocks += "".join(f" {pause.kind} {pause.start / 60:g}-{pause.end / 60:g}" for pause in edit.pauses)
        days.append(f"{'MoTuWeThFrSaSu'[edit.weekday * 2 :][:2]} {blocks or 'off'}")
    return ", ".join(days)


WEEKDAYS_9_TO_17 = "Mo 9-17, Tu 9-17, We 9-17, Th 9-17, Fr 9-17"


@pytest.mark.spec("AVL-3", "AVL-6", "AVL-7")
@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("mon-tue 9-12, 13-17", "Mo 9-12 13-17, Tu 9-12 13-17"),
        ("mon 13-17, 9-12", "Mo 9-12 13-17"),
        ("tue closed", "Tu off"),
        ("tue off", "Tu off"),
        ("weekdays 9-17", WEEKDAYS_9_TO_17),
        ("weekdays", WEEKDAYS_9_TO_17),
        ("Mon–Fri: 9:00 AM – 5:00 PM", WEEKDAYS_9_TO_17),
        ("monday to friday 9am to 5pm", WEEKDAYS_9_TO_17),
        ("mo-fr 9-17", WEEKDAYS_9_TO_17),
        ("werktags 9 bis 17 Uhr", WEEKDAYS_9_TO_17),
        ("weekends 10-14", "Sa 10-14, Su 10-14"),
        ("weekends", "Sa 10-16, Su 10-16"),
        ("evenings", "Mo 18-21, Tu 18-21, We 18-21, Th 18-21, Fr 18-21"),
        ("weekend evenings", "Sa 18-21, Su 18-21"),
        ("mon mornings and evenings", "Mo 9-12 18-21"),
        ("mon evening 18-22", "Mo 18-22"),
        ("mon 22:00-02:00", "Mo 22-26"),
        ("mon 22-2", "Mo 22-26"),
        ("mon 10pm-2am", "Mo 22-26"),
        ("mon 6pm-midnight", "Mo 18-24"),
        ("mon 18-24:00", "Mo 18-24"),
        ("mon 18:00-00:00", "Mo 18-24"),
        ("mon all day", "Mo 0-24"),
        ("mon midnight-noon", "Mo 0-12"),
        ("mon 9.30–12", "Mo 9.5-12"),
        ("mon 9h30-12h", "Mo 9.5-12"),
        ("mon 0900-1730", "Mo 9-17.5"),
        ("mon 9-5pm", "Mo 9-17"),
        ("mon 1-5pm", "Mo 13-17"),
        ("mon 9am-5", "Mo 9-17"),
        ("mon 9am-11", "Mo 9-11"),
        ("mon noon-5pm", "Mo 12-17"),
        ("mon 9-12 and 13-17", "Mo 9-12 13-17"),
        ("mon 9-12 13-17", "Mo 9-12 13-17"),
        ("mon, wed, fri 9-12", "Mo 9-12, We 9-12, Fr 9-12"),
        ("tuesday & thursday 10:00-11:30", "Tu 10-11.5, Th 10-11.5"),
        ("mon/wed 9-12", "Mo 9-12, We 9-12"),
        ("fri-mon 9-12", "Mo 9-12, Fr 9-12, Sa 9-12, Su 9-12"),
        ("mon 9-12, tue 13-17", "Mo 9-12, Tu 13-17"),
        ("mon 9-12; tue closed", "Mo 9-12, Tu off"),
        ("mon 9-12\ntue 13-17\n\n", "Mo 9-12, Tu 13-17"),
        ("mon-tue 9-17 except 12-13", "Mo 9-12 13-17, Tu 9-12 13-17"),
        ("mon 9-17 break 12-13, sat 10-12", "Mo 9-17 break 12-13, Sa 10-12"),
        ("mon 9-17, lunch 12-13, busy 16-16:30", "Mo 9-17 break 12-13 blocked 16-16.5"),
        ("mon 9-17 with a break from 12-13 and buffer 13-13:15", "Mo 9-17 break 12-13 buffer 13-13.25"),
        ("mo 9-17 pause 12-13, 15-15:15", "Mo 9-17 break 12-13 break 15-15.25"),
        ("mon 12:00–02:00 (+1), break 00:30–01:00 (+1)", "Mo 12-26 break 0.5-25"),
        ("mon 12-2 +1", "Mo 12-26"),
        ("mon 9-12 +13-17", "Mo 9-12 13-17"),
        ("mon 9-12+1-5pm", "Mo 9-12 13-17"),
        ("mon 9-12, 11-13", "Mo 9-12 11-13"),
        ("mon 22-2; tue 01:00-03:00", "Mo 22-26, Tu 1-3"),
        ("mon-wed 9-17 except tue", "Mo 9-17, We 9-17"),
        ("sat-sun 9-17, sun closed", "Sa 9-17, Su off"),
        ("every monday 9-12", "Mo 9-12"),
        ("off mondays", "Mo off"),
        ("off every friday", "Fr off"),
        ("mo 9-12; di geschlossen", "Mo 9-12, Tu off"),
    ],
)
def test_weekly_hours_are_understood(typed: str, expected: str) -> None:
    assert brief(hours.understand(typed, TODAY)) == expected
    assert brief(hours.parse_week(typed)) == expected


@pytest.mark.spec("AVL-6")
@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("copy mon to tue-thu", CopyHours(MON, (TUE, WED, THU))),
        ("copy monday to weekdays", CopyHours(MON, (TUE, WED, THU, FRI))),
        ("sat same as sun", CopyHours(SUN, (SAT,))),
    ],
)
def test_a_day_is_copied_to_others(typed: str, expected: CopyHours) -> None:
    assert hours.understand(typed, TODAY) == (expected,)


@pytest.mark.spec("AVL-3", "AVL-6")
@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("break 12-13", DayPauses((), (Pause(720, 780),))),
        ("breaks 12-13, 15-15:15", DayPauses((), (Pause(720, 780), Pause(900, 915)))),
        ("lunch break 12-13", DayPauses((), (Pause(720, 780),))),
        ("mon break 12:00-12:30", DayPauses((MON,), (Pause(720, 750),))),
        ("mon-wed buffer 9-9:15", DayPauses((MON, TUE, WED), (Pause(540, 555, BlockKind.BUFFER),))),
        ("weekdays blocked 16-17", DayPauses((MON, TUE, WED, THU, FRI), (Pause(960, 1020, BLOCKED),))),
        ("busy 8-9", DayPauses((), (Pause(480, 540, BLOCKED),))),
        ("no breaks", DayPauses((), ())),
        ("mon without breaks", DayPauses((MON,), ())),
        ("tue on", DayOpen(TUE)),
        ("tue open again", DayOpen(TUE)),
    ],
)
def test_pauses_and_opening_again_leave_the_other_hours_as_they_are(
    typed: str, expected: DayPauses | DayOpen
) -> None:
    assert hours.understand(typed, TODAY) == (expected,)
    assert hours.parse_week(typed) == (expected,)


@pytest.mark.spec("AVL-4", "AVL-6")
@pytest.mark.parametrize(
    ("dates", "said", "expected"),
    [
        ("24-31 dec", "", Off(date(2026, 12, 24), date(2026, 12, 31), reason="9-5 fair", kind=BREAK)),
        ("2026-12-24", "14-16", Off(date(2026, 12, 24), date(2026, 12, 24), 840, 960, "9-5 fair", BREAK)),
        (
            "2026-12-24 to 2026-12-26",
            "",
            Off(date(2026, 12, 24), date(2026, 12, 26), None, None, "9-5 fair", BREAK),
        ),
        ("24 dec 9-5", "", HoursTrouble.NO_DATE),
        ("dec", "25:00-26:00", HoursTrouble.BAD_TIME),
        ("24 dec", "noonish", HoursTrouble.UNCLEAR),
        ("1 jan 2026", "", HoursTrouble.PAST),
        ("24 dec 2026 to 31 dec 2028", "", HoursTrouble.OVER_A_YEAR),
    ],
)
def test_an_exception_is_filled_in_piece_by_piece(
    dates: str, said: str, expected: Off | HoursTrouble
) -> None:
    found = hours.exception(BREAK, dates, said, "9-5 fair", today=TODAY)
    assert (found.trouble if isinstance(found, HoursProblem) else found[0]) == expected


@pytest.mark.spec("AVL-4", "AVL-6")
@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("off 24-31 dec", Off(date(2026, 12, 24), date(2026, 12, 31))),
        ("off dec 24-31", Off(date(2026, 12, 24), date(2026, 12, 31))),
        ("off 24 dec to 2 jan", Off(date(2026, 12, 24), date(2027, 1, 2))),
        ("off 24dec-2jan", Off(date(2026, 12, 24), date(2027, 1, 2))),
        ("off 24.12.-2.1.", Off(date(2026, 12, 24), date(2027, 1, 2))),
        ("off 2026-12-24 to 2026-12-31", Off(date(2026, 12, 24), date(2026, 12, 31))),
        ("off from 24 to 31 december", Off(date(2026, 12, 24), date(2026, 12, 31))),
        ("off tomorrow", Off(date(2026, 11, 21), date(2026, 11, 21))),
        ("off today", Off(TODAY, TODAY)),
        ("off fri", Off(TODAY, TODAY)),
        ("off mon-wed", Off(date(2026, 11, 23), date(2026, 11, 25))),
        ("off wed 10-12", Off(date(2026, 11, 25), date(2026, 11, 25), 600, 720)),
        ("off next week", Off(date(2026, 11, 23), date(2026, 11, 29))),
        ("off this weekend", Off(date(2026, 11, 21), date(2026, 11, 22))),
        ("off december", Off(date(2026, 12, 1), date(2026, 12, 31))),
        ("off until 5 dec", Off(TODAY, date(2026, 12, 5))),
        ("off tomorrow morning", Off(date(2026, 11, 21), date(2026, 11, 21), 0, 720)),
        ("off mon after 14:00", Off(date(2026, 11, 23), date(2026, 11, 23), 840, 1440)),
        ("off mon until 2pm", Off(date(2026, 11, 23), date(2026, 11, 23), 0, 840)),
        ("off 3 dec 22-2", Off(date(2026, 12, 3), date(2026, 12, 3), 1320, 1560)),
        (
            "off 3 dec 14:00-16:00 Dentist (Berlin)",
            Off(date(2026, 12, 3), date(2026, 12, 3), 840, 960, "Dentist (Berlin)"),
        ),
        ("off 3 dec (dentist)", Off(date(2026, 12, 3), date(2026, 12, 3), reason="dentist")),
        ("off 3 dec because of a wedding", Off(date(2026, 12, 3), date(2026, 12, 3), reason="a wedding")),
        ("vacation 24-31 dec: Family", Off(date(2026, 12, 24), date(2026, 12, 31), reason="Family")),
        ("open sat 5 dec 10-14", Open(date(2026, 12, 5), date(2026, 12, 5), ((600, 840),))),
        (
            "open tomorrow 10-12, 14-16",
            Open(date(2026, 11, 21), date(2026, 11, 21), ((600, 720), (840, 960))),
        ),
        ("break 3 dec 12-13", Off(date(2026, 12, 3), date(2026, 12, 3), 720, 780, kind=BREAK)),
        ("lunch tomorrow 12-13", Off(date(2026, 11, 21), date(2026, 11, 21), 720, 780, kind=BREAK)),
        (
            "buffer 3-5 dec 9-9:30 travel",
            Off(date(2026, 12, 3), date(2026, 12, 5), 540, 570, "travel", BlockKind.BUFFER),
        ),
        ("blocked 24-31 dec", Off(date(2026, 12, 24), date(2026, 12, 31))),
        ("busy fri 4 dec after 3pm", Off(date(2026, 12, 4), date(2026, 12, 4), 900, 1440)),
        ("break 1-2 may", Off(date(2027, 5, 1), date(2027, 5, 2), kind=BREAK)),
        ("open mon-wed 10-14", Open(date(2026, 11, 23), date(2026, 11, 25), ((600, 840),))),
    ],
)
def test_exceptions_by_date_are_understood(typed: str, expected: Off | Open) -> None:
    assert hours.understand(typed, TODAY) == (expected,)
    assert hours.parse_exception(typed, today=TODAY) == (expected,)


@pytest.mark.spec("AVL-4")
def test_several_hours_of_one_date_are_several_exceptions() -> None:
    third = date(2026, 12, 3)
    assert hours.understand("off 3 dec 9-10, 14-16 trip", TODAY) == (
        Off(third, third, 540, 600, "trip"),
        Off(third, third, 840, 960, "trip"),
    )


@pytest.mark.spec("AVL-4", "AVL-6")
@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("frei 24.-31. Dez Weihnachten", Off(date(2026, 12, 24), date(2026, 12, 31), reason="Weihnachten")),
        ("Urlaub morgen", Off(date(2026, 11, 21), date(2026, 11, 21))),
        ("off 5.6.", Off(date(2027, 6, 5), date(2027, 6, 5))),
    ],
)
def test_german_exceptions_are_understood(typed: str, expected: Off) -> None:
    assert hours.parse_exception(typed, today=TODAY, locale="de") == (expected,)


@pytest.mark.spec("AVL-6")
def test_statements_of_all_kinds_stand_together_in_their_order() -> None:
    assert hours.understand("mon 9-12; copy mon to tue\noff tomorrow", TODAY) == (
        DayHours(MON, ((540, 720),)),
        CopyHours(MON, (TUE,)),
        Off(date(2026, 11, 21), date(2026, 11, 21)),
    )


@pytest.mark.spec("AVL-6")
@pytest.mark.parametrize(
    ("typed", "trouble", "fragment"),
    [
        ("", HoursTrouble.EMPTY, ""),
        (" ;\n ", HoursTrouble.EMPTY, ""),
        ("mon 25:00-26:00", HoursTrouble.BAD_TIME, "25:00-26:00"),
        ("mon 9-25", HoursTrouble.BAD_TIME, "9-25"),
        ("mon 9:75-12", HoursTrouble.BAD_TIME, "9:75-12"),
        ("mon 17-9", HoursTrouble.REVERSED, "17-9"),
        ("mon 9-5", HoursTrouble.REVERSED, "9-5"),
        ("mon 9-9", HoursTrouble.REVERSED, "9-9"),
        ("foo 9-12", HoursTrouble.UNKNOWN_DAY, "foo 9-12"),
        ("mon 9-12; moonday 9-12", HoursTrouble.UNKNOWN_DAY, "moonday 9-12"),
        ("9-17", HoursTrouble.UNKNOWN_DAY, "9-17"),
        ("every other monday 9-12", HoursTrouble.UNKNOWN_DAY, "other"),
        ("copy foo to tue", HoursTrouble.UNKNOWN_DAY, "foo"),
        ("copy mon to foo", HoursTrouble.UNKNOWN_DAY, "foo"),
        ("copy mon to mon", HoursTrouble.UNCLEAR, "copy mon to mon"),
        ("mon", HoursTrouble.NO_HOURS, "mon"),
        ("mon 9-12; mon 13-17", HoursTrouble.DAY_TWICE, "monday"),
        ("mon 9-12 maybe", HoursTrouble.UNCLEAR, "9-12 maybe"),
        ("mon-wed-fri 9-12", HoursTrouble.UNCLEAR, "mon-wed-fri 9-12"),
        ("mon 9", HoursTrouble.UNCLEAR, "9"),
        ("mon evenings 6-9", HoursTrouble.UNCLEAR, "evenings 6-9"),
        ("off", HoursTrouble.NO_DATE, "off"),
        ("off sometime", HoursTrouble.NO_DATE, "off sometime"),
        ("off from 24 dec", HoursTrouble.NO_DATE, "off from 24 dec"),
        ("off 5/6", HoursTrouble.AMBIGUOUS_DATE, "off 5/6"),
        ("off next sunday", HoursTrouble.AMBIGUOUS_DATE, "off next sunday"),
        ("closed mon", HoursTrouble.THIS_OR_EVERY, "closed mon"),
        ("break mon-wed 12-13", HoursTrouble.THIS_OR_EVERY, "break mon-wed 12-13"),
        ("break 25:00-26:00", HoursTrouble.BAD_TIME, "break 25:00-26:00"),
        ("break 13-12", HoursTrouble.REVERSED, "break 13-12"),
        ("break sometime", HoursTrouble.NO_DATE, "break sometime"),
        ("mon 9-17 break", HoursTrouble.UNCLEAR, "9-17 break"),
        ("open sat 6 dec 10-14", HoursTrouble.WRONG_WEEKDAY, "open sat 6 dec 10-14"),
        ("off 31-24 dec", HoursTrouble.REVERSED_DATES, "off 31-24 dec"),
        ("off 1 jan 2026", HoursTrouble.PAST, "off 1 jan 2026"),
        ("off 24 dec 2026 to 31 dec 2028", HoursTrouble.OVER_A_YEAR, "off 24 dec 2026 to 31 dec 2028"),
        ("off 3 dec 2029", HoursTrouble.OVER_A_YEAR, "off 3 dec 2029"),
        ("open 5 dec", HoursTrouble.NO_HOURS, "open 5 dec"),
        ("off 3 dec 16-14", HoursTrouble.REVERSED, "off 3 dec 16-14"),
        ("off 3 dec 25-26", HoursTrouble.BAD_TIME, "off 3 dec 25-26"),
        ("off 3 dec except mornings", HoursTrouble.UNCLEAR, "except mornings"),
        ("off 3 dec 14", HoursTrouble.UNCLEAR, "14"),
    ],
)
def test_what_is_wrong_or_doubtful_is_said_and_nothing_guessed(
    typed: str, trouble: HoursTrouble, fragment: str
) -> None:
    assert hours.understand(typed, TODAY) == HoursProblem(trouble, fragment)


@pytest.mark.spec("AVL-6", "SAF-3")
@pytest.mark.parametrize("filler", ["mon 9-12;", "9-", "9-12, ", "mon ", "off ", "🎉", "\u202e", "1"])
def test_long_text_is_cut_off_before_it_is_read(filler: str) -> None:
    problem = hours.understand((filler * 10_000)[:10_000], TODAY)
    assert isinstance(problem, HoursProblem)
    assert problem.trouble is HoursTrouble.TOO_LONG
    assert len(problem.fragment) <= 40


_PIECES = st.sampled_from(
    """
    mon tue-thu weekdays weekends evenings 9-12 13-17 22-2 9am-5pm closed off open copy to same as ; - and
    except 24-31 dec 24.12. tomorrow next week until after 14:00 midnight noon 25:00 0-24 sat 5 6 / every
    mondays reason break blocked buffer no breaks on (+1)
    """.split()  # noqa: SIM905
)


@pytest.mark.spec("AVL-6", "SAF-3")
@given(
    text=st.one_of(st.text(max_size=200), st.lists(_PIECES, max_size=10).map(" ".join)),
    locale=st.sampled_from(["en", "de", "xx", ""]),
)
def test_any_text_gives_sound_edits_or_a_problem(text: str, locale: str) -> None:
    edits = hours.understand(text, TODAY, locale)
    hours.parse_exception(text, today=TODAY, locale=locale)
    if isinstance(edits, HoursProblem):
        return
    for edit in edits:
        match edit:
            case DayHours(weekday, blocks):
                assert weekday in range(7)
                assert all(0 <= start < end <= 2 * 1440 and start < 1440 for start, end in blocks)
                assert all(one <= two for one, two in pairwise(blocks))
            case CopyHours(source, targets):
                assert targets
                assert source not in targets
            case Off(first, last, start, end):
                assert first <= last
                assert (start is None) == (end is None)
            case Open(first, last, blocks):
                assert first <= last
                assert blocks
