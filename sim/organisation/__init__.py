"""Who and what there is: people at their desks, machines, models, and the rules they work by."""
