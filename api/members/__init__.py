"""Members: persons and their memberships in a branch."""
