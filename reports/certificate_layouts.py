"""The forms in which a payment certificate is printed, as data: titles, columns, rows, and who signs.

How to add one: declare a ``Layout`` in a file of its own and name it in ``LAYOUTS`` (and its caption in
``models.contracts.LAYOUTS``). Its rows name figures of ``FIGURES``; its columns name those that
``certificate_columns`` works out. The self-check follows from ``into``: the rows that count into another one must add
up to it, in every column.
"""

from __future__ import annotations

from models.contracts import LAYOUTS as CAPTIONS
from reports.certificate_gb50500 import GB50500
from reports.certificate_shape import Layout
from reports.certificate_transport import HIGHWAY, RAILWAY
from reports.certificate_world import AIA, FIDIC

LAYOUTS: dict[str, Layout] = {layout.name: layout for layout in (GB50500, HIGHWAY, RAILWAY, FIDIC, AIA)}

__all__ = ["CAPTIONS", "LAYOUTS", "Layout"]
