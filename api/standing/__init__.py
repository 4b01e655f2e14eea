"""How members stand towards their branch: away periods, cards, clocks and decisions."""
