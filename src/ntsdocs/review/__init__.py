"""Show what changed between two builds: documents, changes, clusters, causes."""
