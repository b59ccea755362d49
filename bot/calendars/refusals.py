"""Why a calendar cannot be read, in words."""

from bot.sentences import msg
from core.calendars import Trouble

TROUBLES = {
    Trouble.NO_ADDRESS: msg("That is no address of a calendar. It begins with https:// or webcal://."),
    Trouble.NOT_HTTPS: msg("I read calendars over https only, so that nobody listens in."),
    Trouble.UNSAFE: msg("That address leads into a private network, which I do not enter."),
    Trouble.UNREACHABLE: msg("Nobody answers at that address, or not over a trustworthy connection."),
    Trouble.TOO_SLOW: msg("The server took too long to answer."),
    Trouble.LOGIN_REFUSED: msg("The server wants another user name and password."),
    Trouble.NOT_FOUND: msg("There is nothing at that address, or not any more."),
    Trouble.SERVER_ERROR: msg("The server could not answer."),
    Trouble.NOT_A_CALENDAR: msg("What is there is not a calendar that I can read."),
    Trouble.TOO_BIG: msg("The calendar is larger than 5 MB."),
    Trouble.LOCKED: msg("I have lost the key to its address. Please connect it again."),
    Trouble.TOO_MUCH: msg("There are more events or repetitions in it than I can work through."),
}
