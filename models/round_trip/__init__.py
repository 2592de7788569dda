"""Lists that went to Excel and come back: what was changed there, what cannot be, and the changes kept as one Step."""

from __future__ import annotations

from models.round_trip.edited import EDITED, Edited
from models.round_trip.origin import KEY, MARK, Origin, is_export
from models.round_trip.preview import ADDED, CHANGED, REMOVED, Accepting, Change, Preview
from models.round_trip.usecases import bring_back, look

__all__ = [
    "ADDED", "CHANGED", "EDITED", "KEY", "MARK", "REMOVED", "Accepting", "Change", "Edited", "Origin", "Preview",
    "bring_back", "is_export", "look",
]  # fmt: skip
