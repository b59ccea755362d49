"""What is set about a mentor, by themselves and by admins."""
