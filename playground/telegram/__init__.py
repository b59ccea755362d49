"""A simulated Telegram that speaks the real Bot API and is as strict as the service."""
