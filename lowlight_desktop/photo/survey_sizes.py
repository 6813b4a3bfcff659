"""How finely networks look at a whole photo: for them, and for those who ask them without torch."""

THUMBNAIL_PX = 64
"""Rows and columns of what a light network surveys."""
COARSE_CELLS = 32
"""Rows and columns of the coarse luminance that it makes of that."""
SURVEY_CELLS = 64
"""Rows and columns of the grid that the RAW network surveys."""
TOKEN_CELLS = SURVEY_CELLS // 4
"""Rows and columns of the keys and values that it makes of that."""
CROP_PX = 128
"""Rows and columns of the parts that a network for pictures surveys, as in training."""
