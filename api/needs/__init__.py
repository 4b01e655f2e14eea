"""困难诉求: what members ask for, who sees to it, and what became of it."""
