"""The offline proofreaders: `local:stet` and `local:stet-lm`."""
