"""The window and the command line: everything a person sees and types into."""
