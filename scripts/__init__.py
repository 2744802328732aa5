"""What turns the tree into a site. Uses `calculators`; nothing there uses this."""
