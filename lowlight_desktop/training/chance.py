"""How numbers are drawn that know no typical size."""

import numpy as np


def log_uniform(ends: tuple[float, float], rng: np.random.Generator) -> float:
    """A number between two, each order of magnitude as likely as any other."""
    return float(np.exp(rng.uniform(*np.log(ends))))
