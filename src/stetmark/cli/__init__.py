"""The command line: every command parses, calls the pipeline, prints. Results to stdout, all else to stderr."""
