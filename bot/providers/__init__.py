"""The outside services that are switched on, built from the settings."""
