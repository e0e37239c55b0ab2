"""What the verbs share: the program that reads them, their options, the console, and how they end."""

from ntsdocs.cli.arguments import HELP, count, day, parts, place
from ntsdocs.cli.console import ATTENTION, STOPPED, WRONG, counter, patient, refusal, say, speak_vietnamese, vietnamese
from ntsdocs.cli.invoke_program import adopt

__all__ = [
    "ATTENTION",
    "HELP",
    "STOPPED",
    "WRONG",
    "adopt",
    "count",
    "counter",
    "day",
    "parts",
    "patient",
    "place",
    "refusal",
    "say",
    "speak_vietnamese",
    "verbs",
    "vietnamese",
]
