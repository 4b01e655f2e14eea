"""Rosters on their way in: a dry run that writes nothing, and a confirmation that writes all or nothing."""
