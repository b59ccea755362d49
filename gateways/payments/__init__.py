"""Payment providers: Razorpay and Stripe."""
