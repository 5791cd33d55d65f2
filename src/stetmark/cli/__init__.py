"""The command line: a command parses, calls the pipeline, prints. Results to stdout, the rest to stderr."""
