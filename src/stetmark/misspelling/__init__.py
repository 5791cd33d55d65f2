"""HALL: how people misspell."""
