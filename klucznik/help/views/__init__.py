"""The pages of help, by subject."""
