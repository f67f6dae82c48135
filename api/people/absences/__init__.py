"""Long absences: when somebody is away, and never why."""
