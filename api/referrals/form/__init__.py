"""The referral form: what is asked, of whom, on what condition, why, and who sees it."""
