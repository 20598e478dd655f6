"""The render processes: what is ordered from them, the pool they work in, and the films they make."""
