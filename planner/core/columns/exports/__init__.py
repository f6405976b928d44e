"""Exports of management systems and inventory tools, recognized by their header words."""

from planner.core.columns.exports.recognition import Export, recognize
from planner.core.columns.exports.roles import Role, role_of

__all__ = ["Export", "Role", "recognize", "role_of"]
