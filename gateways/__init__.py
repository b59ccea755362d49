"""The outside that is not chat: meeting rooms, payments, mail, calendars."""
