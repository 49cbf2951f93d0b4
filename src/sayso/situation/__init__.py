"""The situation model: factors, links, loops, scenarios, simulations; forecasts and scores."""
