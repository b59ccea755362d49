"""Sessions by chat, in which the bot passes on what the two write."""
