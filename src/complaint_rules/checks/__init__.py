"""What can be wrong with a profile that compiles: one file for each fault, named by its code.

A check looks at one page (`subject`) and yields what it finds, with its place on the page. Its file opens with the
page that an author reads: what the fault is, why it matters, an example, and the mend. `catalogue` lists them all, and
all of them are looked for, always; a finding that an author has looked at and leaves is written under `set_aside`, with
its reason. Nothing here knows a case, and nothing that answers knows the checks.
"""

from complaint_rules.checks.catalogue import CHECKS, check_named
from complaint_rules.checks.messages import Message, messages
from complaint_rules.checks.running import Checked, run_checks
from complaint_rules.checks.subject import Check, Found, Subject

__all__ = ["CHECKS", "Check", "Checked", "Found", "Message", "Subject", "check_named", "messages", "run_checks"]
