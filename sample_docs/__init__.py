"""A small made-up round, its generator, and its truth; never a real person."""
