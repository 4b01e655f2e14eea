"""常排查: in each season, everybody of the branch is asked after, and nobody is left out."""
