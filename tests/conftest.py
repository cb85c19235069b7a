"""For all tests: how long one takes says how busy the machine is, and is no reason to fail."""

from hypothesis import settings

settings.register_profile("searchlib", deadline=None)
settings.load_profile("searchlib")
