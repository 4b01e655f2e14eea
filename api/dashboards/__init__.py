"""Read only: what needs a person, and figures over the tree."""
