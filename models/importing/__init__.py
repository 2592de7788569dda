"""Bringing a workbook into the book: rows become drafts, problems name sheet and cell, all of it is one Step."""
