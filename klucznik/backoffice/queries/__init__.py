"""What staff pages read across the nouns of the customers; nothing here changes anything."""
