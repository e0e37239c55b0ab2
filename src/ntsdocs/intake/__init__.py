"""From a plan as agencies publish it to task data that can be checked."""

__all__ = ["heading_marks", "pandoc", "places", "plan_file", "proposal", "registry", "report"]
