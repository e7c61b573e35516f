"""What an operator does with articles."""
