"""A simulated Slack workspace and Telegram on loopback, with a page to act people in."""
