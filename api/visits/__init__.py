"""常慰问: calls on members and their families around the feasts, and on any other day."""
