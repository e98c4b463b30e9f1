"""A school's own policy as data: one TOML file each, strictly loaded.

Numbers of the law live in ``attendctl.rules``.
"""

from attendctl.policies.bands import Band
from attendctl.policies.load import load_policy, shipped_policies
from attendctl.policies.parts import Source
from attendctl.policies.policy import Policy
from attendctl.policies.steps import Step

__all__ = ["Band", "Policy", "Source", "Step", "load_policy", "shipped_policies"]
