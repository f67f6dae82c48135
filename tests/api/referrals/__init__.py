"""Tests of api/referrals."""
