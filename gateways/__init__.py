"""The outside that is not chat: meeting rooms and calendars."""
