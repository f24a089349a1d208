"""Which entries name a paper: what a list says of itself, what speaks for and against each, who belongs to whom."""
