"""Flags, environment, stetmark.toml: one frozen Settings."""
