"""A plan: its folder read into frozen values, who owes what, by when, and how it stands on a date."""
