"""What a session is and who may do what to it. Standard library and pydantic only; no I/O."""
