"""Calendar invitations, as files that Outlook treats as invitations."""
