"""The settings: one typed catalogue, with values at a node or member from a day on."""
