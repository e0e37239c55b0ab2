"""From a province's plan to the Word papers of its agencies."""
