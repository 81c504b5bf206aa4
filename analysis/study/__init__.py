"""Running studies: replications in parallel, their statistics, and the folder that keeps them."""
