"""The upkeep of an installation: proving the journal, backing up, restoring, cleaning."""
