"""Pages of the Health Unit's figures, which are rounded by the service; nothing here sees a true count."""
