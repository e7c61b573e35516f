"""What can be done with a ticket, by its people and by the staff."""
