"""The web console: pages for the learning team, HR, the Health Unit and managers, on the services of the API."""
