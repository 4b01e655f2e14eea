"""What other systems rely on: service clients, the journal as a feed, and news that goes out to them."""
