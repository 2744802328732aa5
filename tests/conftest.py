"""Settings shared by all tests: no test depends on speed, and a red run is about the change.

The examples of a law are the same on every run. `EXPLORE=1` draws new ones, as a weekly workflow
does; what it finds becomes an explicit example first.
"""

import os

from hypothesis import HealthCheck, settings

settings.register_profile(
    "same", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)
settings.register_profile("explore", settings.get_profile("same"), derandomize=False)
settings.load_profile("explore" if os.environ.get("EXPLORE") else "same")
