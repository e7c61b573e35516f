"""The open pages of news, their feeds, and what one person does with notices."""
