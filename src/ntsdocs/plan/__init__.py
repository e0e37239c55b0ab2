"""A plan: its folder read into frozen values, who owes what, by when, and how it stands on a date."""

__all__ = [
    "agency_lists",
    "assignments",
    "cells",
    "deadlines",
    "dispatch",
    "duty_rows",
    "ledger",
    "lives",
    "model",
    "papers",
    "periods",
    "phrases",
    "progress",
    "reading",
    "regimes",
    "returned",
    "roles",
    "signing",
    "why",
    "workdays",
]
