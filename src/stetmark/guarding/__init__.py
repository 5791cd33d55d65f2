"""Two texts -> the spelling corrections among their differences."""
