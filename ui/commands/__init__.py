"""The commands, one file for each kind; the command line imports only the file of the command that was asked for."""
