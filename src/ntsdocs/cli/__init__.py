"""What the verbs share: console, options, exit codes."""
