"""The web console: pages for the learning team, HR and line managers, on the services of the API."""
