"""Everything that can be wrong with case files."""

from __future__ import annotations

from engine.cases.file_findings import EmptyFile as EmptyFile
from engine.cases.file_findings import FarSheet as FarSheet
from engine.cases.file_findings import ForeignColumn as ForeignColumn
from engine.cases.file_findings import MissingColumn as MissingColumn
from engine.cases.file_findings import MixedForms as MixedForms
from engine.cases.file_findings import NoCases as NoCases
from engine.cases.file_findings import NoFile as NoFile
from engine.cases.file_findings import NoFileYet as NoFileYet
from engine.cases.file_findings import NoHeader as NoHeader
from engine.cases.file_findings import NoRows as NoRows
from engine.cases.file_findings import NotUtf8 as NotUtf8
from engine.cases.file_findings import RepeatedColumn as RepeatedColumn
from engine.cases.file_findings import SeveralFormats as SeveralFormats
from engine.cases.file_findings import SeveralSheets as SeveralSheets
from engine.cases.file_findings import UnknownColumn as UnknownColumn
from engine.cases.file_findings import UnknownFile as UnknownFile
from engine.cases.file_findings import UnknownFormat as UnknownFormat
from engine.cases.file_findings import UnnamedColumn as UnnamedColumn
from engine.cases.file_findings import Unreadable as Unreadable
from engine.cases.file_findings import UnusedFile as UnusedFile
from engine.cases.row_findings import AnswerDoesNotApply as AnswerDoesNotApply
from engine.cases.row_findings import BadQuotes as BadQuotes
from engine.cases.row_findings import BlankCase as BlankCase
from engine.cases.row_findings import CaseOfTwoProviders as CaseOfTwoProviders
from engine.cases.row_findings import ForeignItem as ForeignItem
from engine.cases.row_findings import InRows as InRows
from engine.cases.row_findings import LikeAFormula as LikeAFormula
from engine.cases.row_findings import MissingAnswers as MissingAnswers
from engine.cases.row_findings import MissingAnswersRefused as MissingAnswersRefused
from engine.cases.row_findings import MissingValue as MissingValue
from engine.cases.row_findings import NoProfile as NoProfile
from engine.cases.row_findings import NotInPopulation as NotInPopulation
from engine.cases.row_findings import RaggedRow as RaggedRow
from engine.cases.row_findings import RepeatedAnswer as RepeatedAnswer
from engine.cases.row_findings import RepeatedCase as RepeatedCase
from engine.cases.row_findings import UnknownAnswer as UnknownAnswer
from engine.cases.row_findings import UnknownItem as UnknownItem
from engine.cases.row_findings import UnknownProvider as UnknownProvider
from engine.cases.row_findings import UnknownValue as UnknownValue
from engine.cases.row_findings import WrongProviderType as WrongProviderType
