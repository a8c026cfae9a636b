"""Writes `docs/checks` anew from the checks: `python -m tests.checks.write_pages`."""

from pathlib import Path

from complaint_rules.checks import CHECKS

PAGES = Path(__file__).parents[2] / "docs" / "checks"
INDEX = """\
# What `check` looks for

Every profile that compiles is held against all of these, always. `complaint-rules check --explain CODE` prints a page of
them. A finding that you have looked at and leave is written in the profile, with your reason; when it is not found any
more, that is told:

```yaml
set_aside:
  - finding: extension_not_longer
    at: procedures.corporate.stages.stage_1    # as the finding prints it, or a part; without it, everywhere
    because: the page says ten and ten, and the council keeps to it
```

"""


def main() -> None:
    """Write a page for each fault, and their index."""
    PAGES.mkdir(exist_ok=True)
    for check in CHECKS:
        (PAGES / f"{check.code}.md").write_text(f"# {check.code}\n\n{check.page}\n", encoding="utf-8")
    listed = "".join(f"- [{check.code}]({check.code}.md): {check.name}.\n" for check in CHECKS)
    (PAGES / "README.md").write_text(INDEX + listed, encoding="utf-8")


if __name__ == "__main__":
    main()
