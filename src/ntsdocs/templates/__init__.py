"""The language of templates: read, held against its kind, compiled, filled and described."""
