"""Where the components of a paper are, wherever their maker has put them."""
