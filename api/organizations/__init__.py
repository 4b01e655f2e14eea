"""The tree of county, townships and branches."""
