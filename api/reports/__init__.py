"""常报告: what members report, and what the secretary makes of it."""
