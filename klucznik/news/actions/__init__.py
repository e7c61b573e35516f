"""What staff do with notices, what readers do with them, and how letters about them go out."""
