"""Chats in which admins run the programme."""
