"""The Slack workspaces that are connected."""
