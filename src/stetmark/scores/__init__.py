"""ROOM 3: Answer -> Score -> Summary."""
