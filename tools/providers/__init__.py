"""The vendors: one module per family of calls. They talk HTTP and nothing else: no files, no tables, no waiting."""
