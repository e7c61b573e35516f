"""What the staff may type."""
