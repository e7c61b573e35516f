"""What each further kind of letter decides for itself: when it may be written, whom it concerns, what it does."""
