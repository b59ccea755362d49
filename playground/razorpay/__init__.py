"""A simulated Razorpay: Payment Links, refunds and webhooks."""
