"""How the learned parts of Sayso are made: data, network, training, export.

Nothing here is needed to run Sayso; ``make train`` makes its weights anew.
"""
