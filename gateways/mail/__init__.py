"""Mail over the network."""
