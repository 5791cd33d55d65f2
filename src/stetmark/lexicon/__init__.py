"""HALL: word knowledge; loads packages lazily, hands out plain sets and maps."""
