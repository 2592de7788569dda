"""The book in other forms: drafts as JSON that make it again, and journals other people's programs can check."""

from __future__ import annotations

from models.exchange.dumping import dump
from models.exchange.loading import load

__all__ = ["dump", "load"]
