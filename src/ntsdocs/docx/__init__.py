"""Word files: the zip, its parts, formats in force, paragraphs as a reader sees them, and how they are changed."""
