"""What can be done in help."""
