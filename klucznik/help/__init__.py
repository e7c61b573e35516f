"""Help: articles, how they are found, what readers say of them, and the way for those who cannot get in."""
