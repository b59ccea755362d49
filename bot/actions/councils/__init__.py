"""What a button can mean about councils, by subject."""
