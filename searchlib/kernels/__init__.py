"""The native code: C++20 headers with one algorithm each, two thin Cython modules over them, a Python twin of what they mean.

`indexing` tokenises and inverts, `retrieval` reads segments, searches and merges; reference.py says in plain Python what
each must give, and the tests hold them to it. Kernels know nothing of the rest of the package (but its CorruptIndex).
"""
