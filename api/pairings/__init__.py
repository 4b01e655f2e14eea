"""Who at home keeps in touch with whom away 结对: pairings, bonds, the suggestion, the contact card."""
