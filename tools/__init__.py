"""What is done with the project: install, train, run, test, measure. No part imports it."""
