"""What every route shares: one error body, guards, safe repeats, versions, paging."""
