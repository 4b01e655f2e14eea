"""Where the desk's items come from: one file for each thing that may need a person."""
