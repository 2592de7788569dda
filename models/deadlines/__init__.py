"""Deadlines (期限): when each claim lapses or must be acted on as of a day, by which rule and on which paper."""

from __future__ import annotations

from models.deadlines.listing import LISTING
from models.deadlines.record import LEVELS, Deadline, captions
from models.deadlines.working_out import deadlines, instalments, limitations, nearest

__all__ = ["LEVELS", "LISTING", "Deadline", "captions", "deadlines", "instalments", "limitations", "nearest"]
