"""HALL: a file -> prose spans with offsets, and back."""
