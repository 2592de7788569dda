"""Ledgers as sites really keep them, each with exactly what the program must make of it."""
