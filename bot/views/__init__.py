"""Results of use cases as cards, by subject."""
