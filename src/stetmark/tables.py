"""The three-column table, in and out."""
