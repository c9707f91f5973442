"""Draws application packages as a printer and a scanner would, and writes down what is true of them.

Nothing here is imported by the product, and nothing of the product is imported here: a generator that shared code or data with what
reads its pages could only ever agree with it.
"""
