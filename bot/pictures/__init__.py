"""Drawings as PNG. Imported when used: Pillow takes its time to load, and each picture some 200 ms of a thread."""
