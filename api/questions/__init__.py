"""What staff asked and the knowledge base could not answer. Stores no person."""
