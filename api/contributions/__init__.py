"""双向带动: those away give back, those at home help; both are worth a line."""
