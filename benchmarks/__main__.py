"""`python -m benchmarks`: print every ratio; exit 1 if any answer differs from the naive twin's."""

import sys

from benchmarks import assessing, counting


def main() -> int:
    """Measure and print; return the exit code."""
    wrong: list[str] = []
    for part in (counting, assessing):
        printed, differing = part.measure()
        print("\n\n".join(printed), end="\n\n")
        wrong += differing
    for difference in wrong:
        print(f"DIFFERS FROM THE TWIN: {difference}", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
