"""The page by which people come to their sessions and councils from a calendar, a mail or a confirmation."""
