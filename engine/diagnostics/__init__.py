"""Every finding: its code, its place, its words, and the forms it is shown in."""

from engine.diagnostics.finding import Finding as Finding
from engine.diagnostics.finding import Invalid as Invalid
from engine.diagnostics.finding import Label as Label
from engine.diagnostics.finding import Place as Place
from engine.diagnostics.finding import Severity as Severity
from engine.diagnostics.finding import errors as errors
from engine.diagnostics.finding import in_order as in_order
