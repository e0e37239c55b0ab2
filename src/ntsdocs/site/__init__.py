"""A comparison of two builds as web pages."""
