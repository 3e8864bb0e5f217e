"""Cases: case files read, checked and counted."""

from engine.cases.counting import tally_round as tally_round
from engine.cases.provider import Provider as Provider
from engine.cases.tally import CaseFile as CaseFile
from engine.cases.tally import SampleTally as SampleTally
from engine.cases.tally import Tallies as Tallies
from engine.cases.tally import Tally as Tally
