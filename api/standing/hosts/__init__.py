"""流入地衔接: whether the branch at the place away knows of the member."""
