"""ROOM 4: Summary -> what people read."""
