"""Many providers at once: the array reader. It brings NumPy along."""

from engine.rules.arrays.columns import MISSING as MISSING
from engine.rules.arrays.columns import NOT_RATED as NOT_RATED
from engine.rules.arrays.columns import WHOLE as WHOLE
from engine.rules.arrays.columns import Columns as Columns
from engine.rules.arrays.reader import Ranks as Ranks
from engine.rules.arrays.reader import moves as moves
from engine.rules.arrays.reader import rate as rate
from engine.rules.arrays.values import Values as Values
from engine.rules.arrays.values import values as values
