"""What core asks of the other rooms, by subject: Protocols that others implement, introduced by `bot.service`."""
