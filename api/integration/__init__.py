"""What other systems rely on: news that goes out to them, and what they may ask for."""
