"""请协助: somebody above hands a matter to a branch; the records answer it, or the secretary does."""
