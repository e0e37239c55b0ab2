"""What the verbs share: console, options, exit codes."""

__all__ = ["check_files", "console", "guide"]
