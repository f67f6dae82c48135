"""The whole assistant as it runs, for tests: real processes, real HTTP, and ways to break each part."""
