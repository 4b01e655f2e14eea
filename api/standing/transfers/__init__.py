"""组织关系转接: from the plan to the day the other side has received; the member stays on this roll meanwhile."""
