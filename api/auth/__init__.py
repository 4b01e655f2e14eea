"""Accounts: who signs in, with what, and what they may do."""
