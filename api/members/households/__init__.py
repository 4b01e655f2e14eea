"""同户: people of one home."""
