"""What a photograph is: pixels with a color space, sensor data, metadata, a recipe, errors.

This layer imports nothing of the project, only the standard library and numpy.
Start reading at `image.py`.
"""
