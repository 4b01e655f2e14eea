"""常联系: contacts with members away and with their families, and who is to be called today."""
