"""Layers: trees laid one over another, from extended files to the settings of the command line."""
