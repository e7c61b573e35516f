"""The pages of tickets: opening one, one's own, and the link of somebody without an account."""
