"""Writes `docs/checks` anew from the checks: `python -m tests.checks.write_pages`."""

from pathlib import Path

from complaint_rules.checks import CHECKS, messages

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
BEFORE = """
What is told before these, of YAML, of keys and values, and of what the rules say together, has a sentence each:
[messages](messages.md).
"""
MESSAGES = """\
# What the other messages mean

Each of these is told whole where it is found, with its place and its mend. `complaint-rules check --explain CODE` prints
the sentence for who has only the code.

"""


def main() -> None:
    """Write a page for each fault, and their index."""
    PAGES.mkdir(exist_ok=True)
    for check in CHECKS:
        (PAGES / f"{check.code}.md").write_text(f"# {check.code}\n\n{check.page}\n", encoding="utf-8")
    listed = "".join(f"- [{check.code}]({check.code}.md): {check.name}.\n" for check in CHECKS)
    (PAGES / "README.md").write_text(INDEX + listed + BEFORE, encoding="utf-8")
    told = "".join(f"- `{code}`: {message.said}\n" for code, message in messages().items())
    (PAGES / "messages.md").write_text(MESSAGES + told, encoding="utf-8")


if __name__ == "__main__":
    main()
