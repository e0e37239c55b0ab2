"""From a plan as agencies publish it to task data that can be checked."""

__all__ = ["pandoc", "places", "plan_file", "proposal", "registry", "report"]
