"""Long work for admins, in the talk: shown, confirmed, followed, stopped."""
