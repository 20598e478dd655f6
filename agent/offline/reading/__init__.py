"""One module per part of the scene: each reads a wish and answers with tool calls, or None where it is not its part."""
