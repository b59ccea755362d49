"""Forms: what each asks for, how it is filled in, what it is for."""
