"""How a model behind an endpoint is asked."""
