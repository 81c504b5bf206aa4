"""A scenario at many points: designs, replications paired across points, what they say together."""
