"""党小组: parts of a branch, each with a leader."""
