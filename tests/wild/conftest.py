"""Other people's inputs: what users, reviewers and strangers sent in, and what is right for it.

The inputs are not in this tree; they lie in the shared folder (`../shared/cases`, or where STETMARK_SHARED
points), and without it these tests are skipped and say so. Each row there has an id and the right value.

A row that does not hold yet is named in the list `NOT_YET` of its test module and is expected to fail, strictly:
whoever mends it takes it off the list in the same commit, and whoever breaks a row that held sees it fail. A row
is never put on a list to make a failure go away; rows that are new start there.
"""

from __future__ import annotations
