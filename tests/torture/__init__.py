"""What is done to an index here should break it. Each module has a short form (run by the tests) and a long one.

`make torture` runs the long forms and prints a line a claim of docs/durability.md.
"""
