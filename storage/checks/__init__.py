"""The invariants by subject, as queries for what breaks them."""
