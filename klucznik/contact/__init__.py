"""Tickets: what people write to the vendor, and the answers, by portal and by e-mail."""
