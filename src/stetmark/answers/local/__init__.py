"""Systems that need no network."""
