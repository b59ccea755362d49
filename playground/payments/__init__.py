"""What the simulated payment providers share: troubles, webhooks, the page on which somebody pays."""
