"""One's own data: sent as a file, and erased."""
