"""Forms that people have open: rows, so that any process can go on with the talk."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from core.desk import Desk
from core.drafts import Draft, DraftKind
from core.errors.common import NotFound
from core.ids import new_id
from core.people import Person

PUT_OFF_FOR = timedelta(days=1)
_FILE, _WORDS = "file ", "words"


def open_form(
    desk: Desk,
    actor: Person,
    purpose: str,
    place: str,
    values: dict[str, str] | None = None,
    asked: int = 0,
) -> Draft:
    """Begin a form, with `values` filled in; an earlier one of the person's is given up."""
    with desk.begin() as tx:
        draft = Draft(new_id(tx.now), actor.id, purpose, tx.now, place, values or {}, asked)
        tx.drafts.put(draft)
        return draft


def open_draft(desk: Desk, actor: Person, draft: int) -> Draft | None:
    """The actor's open form of this id; None for a closed one and for somebody else's alike."""
    with desk.store.read() as tx:
        found = tx.drafts.get(draft)
        own = found is not None and found.person == actor.id and found.kind is DraftKind.FORM
        return found if own else None


def current_draft(desk: Desk, actor: Person) -> Draft | None:
    """The form the person is filling in, if any."""
    with desk.store.read() as tx:
        return tx.drafts.current(actor.id)


def keep_answers(desk: Desk, draft: Draft, values: dict[str, str], asked: int) -> Draft:
    """Remember what has been filled in, and which field is asked next."""
    with desk.begin() as tx:
        kept = replace(draft, values=values, asked=asked)
        tx.drafts.put(kept)
        return kept


def asked_at(desk: Desk, draft: int, place: str) -> None:
    """Remember where the open question stands; harmless when the form has been closed meanwhile."""
    with desk.store.write() as tx:
        if (found := tx.drafts.get(draft)) is not None:
            tx.drafts.put(replace(found, place=place))


def close_form(desk: Desk, draft: int) -> bool:
    """Give a form up; False when it was closed before."""
    with desk.begin() as tx:
        return tx.drafts.drop(draft)


def forget(desk: Desk, draft: int) -> None:
    """Close what was carried out without writing anything; harmless when it is closed."""
    with desk.store.write() as tx:
        tx.drafts.drop(draft)


def put_off(desk: Desk, actor: Person, request: str) -> None:
    """Keep what the person asked for until something else is known; an earlier one is given up."""
    with desk.store.write() as tx:
        tx.drafts.put(Draft(new_id(tx.now), actor.id, request, tx.now, "", kind=DraftKind.REQUEST))


def put_off_lately(desk: Desk, actor: Person) -> Draft | None:
    """What was put off in the last day, which is to be carried out now; None where nothing was."""
    with desk.store.read() as tx:
        waiting = tx.drafts.current(actor.id, DraftKind.REQUEST)
        return waiting if waiting is not None and waiting.opened_at > tx.now - PUT_OFF_FOR else None


def keep_files(desk: Desk, actor: Person, files: Sequence[str], words: str) -> Draft:
    """Keep what the person has sent until it is known what it is for, with what was sent before for the same."""
    with desk.store.write() as tx:
        before = tx.drafts.current(actor.id, DraftKind.FILES)
        draft = before or Draft(new_id(tx.now), actor.id, "", tx.now, "", kind=DraftKind.FILES)
        kept = {**draft.values, **{f"{_FILE}{each}": each for each in files}}
        if words:
            kept[_WORDS] = f"{kept[_WORDS]}\n{words}" if _WORDS in kept else words
        draft = replace(draft, values=kept)
        tx.drafts.put(draft)
        return draft


def album(desk: Desk, actor: Person, name: str) -> Draft | None:
    """What has arrived so far of files that were sent together."""
    with desk.store.read() as tx:
        found = tx.drafts.current(actor.id, DraftKind.ALBUM)
        return found if found is not None and found.purpose == name else None


def keep_album(desk: Desk, actor: Person, name: str, before: Draft | None, values: dict[str, str]) -> Draft:
    """Remember what became of the files that were sent together, so that one answer tells of all."""
    with desk.store.write() as tx:
        draft = before or Draft(new_id(tx.now), actor.id, name, tx.now, "", kind=DraftKind.ALBUM)
        draft = replace(draft, values=values)
        tx.drafts.put(draft)
        return draft


def kept_files(desk: Desk, actor: Person, draft: int) -> tuple[tuple[str, ...], str]:
    """What was kept, and the words with it; raises NotFound."""
    with desk.store.read() as tx:
        found = tx.drafts.get(draft)
        if found is None or (found.person, found.kind) != (actor.id, DraftKind.FILES):
            raise NotFound("report")
        return files_in(found), found.values.get(_WORDS, "")


def files_in(draft: Draft) -> tuple[str, ...]:
    """The files that such a draft keeps."""
    return tuple(value for name, value in draft.values.items() if name.startswith(_FILE))
