"""The window and the command line: everything a person sees and types into."""

from ui.immortal import keep_singletons

keep_singletons()
