"""Everything that can be wrong with rules whose text reads well."""

from __future__ import annotations

from engine.rules.name_findings import AmbiguousName as AmbiguousName
from engine.rules.name_findings import UnknownBands as UnknownBands
from engine.rules.name_findings import UnknownFact as UnknownFact
from engine.rules.name_findings import UnknownItem as UnknownItem
from engine.rules.name_findings import UnknownName as UnknownName
from engine.rules.name_findings import UnknownRating as UnknownRating
from engine.rules.name_findings import UnknownRole as UnknownRole
from engine.rules.name_findings import UnknownSource as UnknownSource
from engine.rules.name_findings import WrongNumber as WrongNumber
from engine.rules.type_findings import AbsenceNotAbsorbed as AbsenceNotAbsorbed
from engine.rules.type_findings import BandsOfAnother as BandsOfAnother
from engine.rules.type_findings import BelowAllBands as BelowAllBands
from engine.rules.type_findings import DoesNotApply as DoesNotApply
from engine.rules.type_findings import HowMany as HowMany
from engine.rules.type_findings import InsideProviders as InsideProviders
from engine.rules.type_findings import IsWhat as IsWhat
from engine.rules.type_findings import LeansOnOtherwise as LeansOnOtherwise
from engine.rules.type_findings import NeverNotRated as NeverNotRated
from engine.rules.type_findings import NoJudgements as NoJudgements
from engine.rules.type_findings import NoMaximum as NoMaximum
from engine.rules.type_findings import NoScores as NoScores
from engine.rules.type_findings import NotARatedLevel as NotARatedLevel
from engine.rules.type_findings import NothingThere as NothingThere
from engine.rules.type_findings import NothingToAbsorb as NothingToAbsorb
from engine.rules.type_findings import OtherScale as OtherScale
from engine.rules.type_findings import OtherwiseOfOne as OtherwiseOfOne
from engine.rules.type_findings import OutOfScope as OutOfScope
from engine.rules.type_findings import RestOfWhat as RestOfWhat
from engine.rules.type_findings import TwoAllowances as TwoAllowances
from engine.rules.type_findings import WindowWithoutBoundary as WindowWithoutBoundary
from engine.rules.type_findings import WrongAbsence as WrongAbsence
from engine.rules.type_findings import WrongFact as WrongFact
from engine.rules.type_findings import WrongUnit as WrongUnit
from engine.rules.whole_findings import ChoiceFails as ChoiceFails
from engine.rules.whole_findings import Cycle as Cycle
from engine.rules.whole_findings import ExpectationFails as ExpectationFails
from engine.rules.whole_findings import NeverAnswered as NeverAnswered
from engine.rules.whole_findings import OverallRefused as OverallRefused
from engine.rules.whole_findings import RatedAsProvider as RatedAsProvider
from engine.rules.whole_findings import RatedTwice as RatedTwice
from engine.rules.whole_findings import Undecided as Undecided
from engine.rules.whole_findings import UndecidedAbove as UndecidedAbove
from engine.rules.whole_findings import Unrated as Unrated
from engine.rules.whole_findings import UnusedWeights as UnusedWeights
