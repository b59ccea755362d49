"""A simulated Slack workspace that speaks the real protocol and is as strict as the service."""
