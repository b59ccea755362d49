"""The small grammars under typed text: words of several languages, clock times, days, places."""
