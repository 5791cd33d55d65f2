"""Item + Answer -> Score: what an answer made of each misspelling, and what else it changed."""
