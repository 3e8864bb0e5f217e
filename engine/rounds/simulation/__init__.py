"""How sure ratings are, given that cases were sampled: what other samples would have given."""

from engine.rounds.simulation.chances import Chances as Chances
from engine.rounds.simulation.simulate import Request as Request
from engine.rounds.simulation.simulate import Simulation as Simulation
from engine.rounds.simulation.simulate import simulate as simulate
from engine.rounds.simulation.simulate import steps as steps
