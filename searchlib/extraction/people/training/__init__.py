"""How is the person model made? ``python -m searchlib.extraction.people.training DATA --out people.model`` reads the corpora and
gazetteers of a folder (docs/people-model-card.md lists them), writes articles of its own from templates, and trains.

Not for: finding people (see the package above); nothing here is imported when texts are read.
"""
