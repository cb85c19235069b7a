"""I have a word as it is written; under which terms is it found? Folding and stemming, once per distinct word.

Not for: cutting text into words (kernels/tokenizer.hpp) or counting them (segments).
"""
