"""Loopback servers that stand in for the Hugging Face Hub and for OpenAI where there is no token or key.

`server` is the floor they share, with faults on request; `hub` and `judge` are the two services.
They listen on 127.0.0.1 only, on a free port, and stop with the kernel.
"""
