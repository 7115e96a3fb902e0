"""Reports over many events: coverage of the mappings, and what changes between Classic and Actions."""
