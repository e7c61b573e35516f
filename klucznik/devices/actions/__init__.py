"""What can be done with devices and their places."""
