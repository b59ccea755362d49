"""Long work for admins: shown, confirmed, done slice by slice, stopped."""
