"""The picture of a node: figures over the tree with the list behind each, and the five rings of one branch."""
