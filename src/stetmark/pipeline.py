"""The story in one screen: make() ask() score() report() fix()."""
