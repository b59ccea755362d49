"""Why a calendar cannot be read, in words."""

from core.calendars import Trouble

TROUBLES = {
    Trouble.NO_ADDRESS: "That is no address of a calendar. It begins with https:// or webcal://.",
    Trouble.NOT_HTTPS: "I read calendars over https only, so that nobody listens in.",
    Trouble.UNSAFE: "That address leads into a private network, which I do not enter.",
    Trouble.UNREACHABLE: "Nobody answers at that address, or not over a trustworthy connection.",
    Trouble.TOO_SLOW: "The server took too long to answer.",
    Trouble.LOGIN_REFUSED: "The server wants another user name and password.",
    Trouble.NOT_FOUND: "There is nothing at that address, or not any more.",
    Trouble.SERVER_ERROR: "The server could not answer.",
    Trouble.NOT_A_CALENDAR: "What is there is not a calendar that I can read.",
    Trouble.TOO_BIG: "The calendar is larger than 5 MB.",
    Trouble.LOCKED: "I have lost the key to its address. Please connect it again.",
    Trouble.TOO_MUCH: "There are more events or repetitions in it than I can work through.",
}
