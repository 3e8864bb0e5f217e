"""Assay: inspection frameworks that run."""
