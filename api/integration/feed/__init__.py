"""The journal as other systems read it: in order within a node, each entry exactly once."""
