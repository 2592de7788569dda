"""The papers the program prints.

How to add one: write ``reports/<name>.py`` with a ``Report``, and name it here; its draft becomes the dialog that asks.
"""
