"""A trained model for other programs: as a GGUF file for llama.cpp, with fewer bits, and with a Modelfile for Ollama."""
