"""Answers to faults, floods, and buttons and commands that do not exist."""

from bot.actions.help import ShowHelp
from bot.actions.mentors import BrowseMentors
from bot.actions.sessions import ShowSessions
from bot.labels import primary, row
from bot.sentences import label, say, sentences
from bot.ui import Button, Card, Code, Hint, Label, Paragraph, words


def fault_card(reference: str) -> Card:
    """Something unexpected went wrong: nothing is half done, and support can find it."""
    return Card(
        label("That did not work"),
        (
            Paragraph(say("Something went wrong on our side, and nothing was changed. Please try again.")),
            _reference(reference),
        ),
    )


def fault_line(reference: str) -> Label:
    """The same in a form, which stays open."""
    return label("Something went wrong. Reference: {reference}", reference=reference)


def unshown_card(reference: str) -> Card:
    """What was asked for is done or refused, and its answer cannot be shown."""
    return Card(
        label("I cannot show you the answer"),
        (
            Paragraph(
                say(
                    "Something went wrong on our side while I was writing it. What you asked for may have been done. "
                    "Look before you try again: {command}",
                    command=Code("/sessions"),
                )
            ),
            _reference(reference),
        ),
    )


def _reference(reference: str) -> Hint:
    return Hint(
        say("If it happens again, tell an admin this reference: {reference}", reference=Code(reference))
    )


def too_much(most: int) -> Label:
    """Somebody has sent more than `most` messages and presses in a minute."""
    return label(
        "That was more than {most} messages and presses in a minute. This one, and what follows it at once, is not "
        "carried out and changes nothing. You can go on in a minute.",
        most=most,
    )


def too_much_card(most: int) -> Card:
    """The same, for what is no form."""
    return Card(label("One moment"), (Paragraph(words(too_much(most))),))


def unknown_button() -> Card:
    """A token that nobody of us wrote, or of long ago."""
    return Card(
        label("This button is no longer in use"),
        (
            Paragraph(say("It comes from an older message. Here is what you can do now:")),
            row(
                primary(label("Book a session"), BrowseMentors()),
                Button(label("My sessions"), ShowSessions()),
                Button(label("Help"), ShowHelp()),
            ),
        ),
    )


def unknown_command(name: str, meant: str | None) -> Card:
    """A command that does not exist."""
    unknown = say("There is no {command}.", command=Code(f"/{name}"))
    hint = say("Did you mean {command}?", command=Code(f"/{meant}")) if meant else ()
    return Card(
        label("Unknown command"),
        (Paragraph(sentences(unknown, hint)), row(Button(label("What can I do?"), ShowHelp()))),
    )
