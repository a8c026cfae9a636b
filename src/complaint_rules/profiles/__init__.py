"""The format: the document models, the one reader of YAML and JSON, and the faults that it reports."""
