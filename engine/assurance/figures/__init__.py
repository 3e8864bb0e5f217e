"""The figures, tables and sentences of a report, as a framework declares them."""
