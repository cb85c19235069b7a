"""I have terms; which files hold their lists, and can they be trusted? Writing, reading and merging of segments.

Not for: what a word is (analysis) or which document is better (ranking). FORMAT.md specifies every file.
"""
