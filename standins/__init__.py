"""Loopback servers that stand in for the Hugging Face Hub and for OpenAI where there is no token or key.

They listen on 127.0.0.1 only, on a free port, and stop with the kernel; README.md says what each does and does not do.
"""
