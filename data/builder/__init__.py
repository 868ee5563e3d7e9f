"""What turns the domain definitions of data/domains into the shipped dataset."""
