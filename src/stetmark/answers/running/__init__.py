"""How many systems are asked many questions."""
