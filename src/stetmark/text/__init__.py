"""HALL: pure functions on text; a lexicon is passed in."""
