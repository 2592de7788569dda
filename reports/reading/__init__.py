"""Files from outside: each is opened behind a gate, in a process of its own, and handed over as plain values."""
