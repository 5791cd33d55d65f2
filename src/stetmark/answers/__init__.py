"""ROOM 2: Item -> Answer."""
