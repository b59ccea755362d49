"""A simulated Stripe: Checkout sessions, refunds and webhooks."""
