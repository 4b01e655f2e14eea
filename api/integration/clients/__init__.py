"""Service clients 外部系统接入: other systems that sign in, with scopes at a node."""
