"""From a plan as agencies publish it to task data that can be checked."""

__all__ = ["places", "proposal", "registry", "report"]
