"""Named queries: others see functions here, not tables and their columns."""
