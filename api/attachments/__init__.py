"""Files that people send: encrypted on disk, named by an id that the client minted."""
