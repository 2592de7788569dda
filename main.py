"""Starts Qingshou: its window without arguments, one command with them."""

from __future__ import annotations

import gc
import sys

from ui import bootstrap


def main(arguments: list[str]) -> int:
    """Run what was asked for and return the exit code; first-party imports wait until the libraries are there."""
    word = bootstrap.word_of(arguments)
    if not bootstrap.frozen():
        bootstrap.prepare(word)
        if word in bootstrap.WORKSHOP:
            return bootstrap.workshop(word)(arguments[arguments.index(word) + 1 :])
    if arguments:
        from ui import command_line

        return command_line.main(arguments)
    if bootstrap.has_screen():
        gc.disable()  # nothing is garbage before the window is painted; from then on the window tidies up itself
        from ui import application

        return application.main()
    from ui import showcase

    return showcase.without_screen()


if __name__ == "__main__":
    bootstrap.serve_as_worker()
    bootstrap.open_missing_streams()
    sys.exit(main(sys.argv[1:]))
