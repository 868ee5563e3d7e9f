"""Does a name that a book prints still exist in the libraries that are installed?"""

import importlib
import inspect


def exists(name: str) -> bool:
    """Whether a library offers `name`.

    Args:
        name: `module.attribute`, or `module.Class(argument=)` for a named argument.

    Returns:
        False when the attribute is missing, or when the signature does not list the argument.
    """
    path, _, argument = name.partition("(")
    module, attribute = path.rsplit(".", 1)
    owner = getattr(importlib.import_module(module), attribute, None)
    if owner is None or not argument:
        return owner is not None
    return argument.removesuffix("=)") in inspect.signature(owner).parameters
