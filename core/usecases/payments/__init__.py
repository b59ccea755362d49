"""Paying for sessions, and giving money back, through providers."""
