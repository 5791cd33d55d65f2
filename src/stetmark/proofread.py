"""Documents through a system, under the guard."""
