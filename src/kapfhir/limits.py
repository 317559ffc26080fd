"""Clinical limits: one table, read by the model, which refuses what breaks them, and by validation, which warns.

No number is here without its source. What a clinic may choose for itself, such as how long a patient is watched, is
taken from the record's own protocol; a limit that no source gives is none.
"""

from decimal import Decimal

__all__ = ["SEDATION_SCALES", "WATCHED_MINUTES", "WEIGHT_TOLERANCE", "disagrees"]

# mg and mg/kg times weight: doses are drawn up rounded. A convention of ours, no clinical figure
WEIGHT_TOLERANCE = Decimal("0.02")

# the least and the highest level. MOAA/S, as modified after Chernik et al., J Clin Psychopharmacol 1990;10:244; RASS:
# Sessler et al., Am J Respir Crit Care Med 2002;166:1338; Ramsay et al., BMJ 1974;2:656
SEDATION_SCALES = {"moaa-s": (0, 5), "rass": (-5, 4), "ramsay": (1, 6)}

# by RxNorm code of the drug, where its label gives a figure and the record no protocol: SPRAVATO (esketamine) nasal
# spray, prescribing information, section 5.1: at least two hours at each session
WATCHED_MINUTES = {"2119365": 120}


def disagrees(mg: Decimal, mg_per_kg: Decimal, weight_kg: Decimal) -> bool:
    """Whether an amount is not what the amount by body weight and the weight come to."""
    expected = mg_per_kg * weight_kg
    return abs(mg - expected) > WEIGHT_TOLERANCE * max(mg, expected)
