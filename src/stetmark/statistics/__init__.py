"""Scores -> Summary."""
