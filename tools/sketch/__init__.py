"""The local sketch artist: storyboard frames drawn from the words of a description, with no key and no network."""
