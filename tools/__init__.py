"""What stands behind the Makefile: installing, building, checking. It needs Python alone, no package."""

import sys

# The plainest syntax here, so that an old Python reaches the sentence.
if sys.version_info < (3, 11):
    sys.exit(
        "Python 3.11 or newer is needed, and {}.{} was found. "
        "If a newer one is installed, name it: make run PYTHON=python3.12".format(*sys.version_info[:2])
    )
