"""ROOM 1: clean text -> Item."""
