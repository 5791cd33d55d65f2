"""Doors into other people's programs."""
