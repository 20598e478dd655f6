"""The offline director: a deterministic chat model that understands plain edits without a key and without a network."""
