"""What the staff do that belongs to no noun of the customers."""
