"""The fault matrix: what the product promises when machines, disks and files misbehave, tried on the real command line."""
