"""The yearly review by chatting: when it is, getting ready for it, and what a manager does about those of the team."""
