"""What Qingshou promises, each promise a sentence that is tried."""
