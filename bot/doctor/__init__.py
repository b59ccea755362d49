"""`parley doctor`: looks at an installation before it runs, or while it does, and says how to mend each fault."""
