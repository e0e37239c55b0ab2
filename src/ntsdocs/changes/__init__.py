"""What each paper was made of, as it is written down, and why a paper is new."""
