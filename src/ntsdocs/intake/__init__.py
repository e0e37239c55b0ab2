"""From a plan as agencies publish it to task data that can be checked."""

__all__ = ["places", "plan_file", "proposal", "registry", "report"]
