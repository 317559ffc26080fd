"""`python -m kapfhir` is the command `kapfhir`."""

import sys

from kapfhir.cli import main

if __name__ == "__main__":
    sys.exit(main())
