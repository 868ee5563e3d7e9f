"""What a score must be compared with: string matching without any learning, and the untrained model with examples."""
