"""Working days and bank holidays, and calendar invitations as files that Outlook treats as invitations."""
