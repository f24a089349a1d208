"""What people look at after a run: the list in a terminal (`listing`, `screen`), and the tables in a notebook."""
