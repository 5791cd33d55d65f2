"""The same stages on Ray Data, for what one machine cannot hold."""
