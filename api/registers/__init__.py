"""五册: the books are views of what was recorded, as known at a cut; nobody writes them, and nothing here writes a fact."""
