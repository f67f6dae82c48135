"""What a developer needs for Microsoft Teams without Microsoft: the Agents Playground, and its schemas offline."""
