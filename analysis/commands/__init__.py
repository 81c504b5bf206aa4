"""One file for each subcommand of `mlorg`; being here is enough to be found."""
