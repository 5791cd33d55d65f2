"""One module a wire protocol."""
