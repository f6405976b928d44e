"""Rip-and-replace planner: covered telecom gear, its replacement cost, and a schedule that fits."""
