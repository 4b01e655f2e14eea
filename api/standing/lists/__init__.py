"""The clocks as small lists: whom a rule concerns today, on what basis, and what a person can do next."""
