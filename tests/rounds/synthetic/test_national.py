"""What the summary report prints comes out of the synthetic national round.

The round is made to meet these numbers: that they come out says that Assay counts, bands
and rates as the report does, and nothing about probation. docs/national-round.md lists
what the round was not made to meet.
"""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from engine.rules.facts import Facts
from engine.rules.reference import rate as rate_item
from tests.rounds.synthetic.national import COLUMNS
from tests.rounds.synthetic.national import FACTORS
from tests.rounds.synthetic.national import LEADING
from tests.rounds.synthetic.national import LETTERS
from tests.rounds.synthetic.national import LIKELY_TO_REOFFEND
from tests.rounds.synthetic.national import LOW
from tests.rounds.synthetic.national import MEDIUM_AND_ABUSE
from tests.rounds.synthetic.national import MEDIUM_WITHOUT
from tests.rounds.synthetic.national import NEEDS
from tests.rounds.synthetic.national import PROFILES
from tests.rounds.synthetic.national import PUBLIC_PROTECTION
from tests.rounds.synthetic.national import SUPERVISION
from tests.rounds.synthetic.national import National
from tests.rounds.synthetic.national import Share
from tests.rounds.synthetic.national import column_of
from tests.rounds.synthetic.national import half_up
from tests.rounds.synthetic.national import published

if TYPE_CHECKING:
    from collections.abc import Callable

SEEDS = [1, 2, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(3, 11))]


@pytest.fixture(scope="module", params=SEEDS, ids=lambda seed: f"seed {seed}")
def national(request, tmp_path_factory):
    return National(tmp_path_factory.mktemp("national") / "round", request.param)


# Statements: every row of statements.csv, computed


def gaps(national: National) -> list[int]:
    """NPS minus CRC over the public protection questions, as printed."""
    return [
        national.percent(question, "NPS") - national.percent(question, "CRC")
        for question in PUBLIC_PROTECTION
    ]


def band(national: National, percent: int) -> str:
    """The band in which a printed percentage lies."""
    bands = national.framework.vocabulary.bands_by_id["case bands"]
    return bands.grade(Fraction(percent))


def bands_apart(national: National) -> int:
    """How many public protection questions have the NPS two bands above the CRCs."""
    scale = national.framework.vocabulary.scale_by_id["rating"]
    ranks = [
        [scale.rank(band(national, national.percent(q, t))) for t in ("NPS", "CRC")]
        for q in PUBLIC_PROTECTION
    ]
    return sum(nps - crc == 2 for nps, crc in ranks)


def of_crcs(national: National) -> str:
    """How many public protection questions require improvement, and are inadequate."""
    found = Counter(band(national, national.percent(q, "CRC")) for q in PUBLIC_PROTECTION)
    return f"{found[LETTERS['R']]} / {found[LETTERS['I']]}"


def short_of_good(type_id: str) -> Callable[[National], int]:
    return lambda n: sum(r.type == type_id and r.score in (14, 15) for r in n.ratings.results)


def rated(rating: str, type_id: str | None = None, *items: str) -> Callable[[National], int]:
    return lambda n: n.rated(rating, type_id, items)


def percent(question: str, type_id: str, where: str = "") -> Callable[[National], int]:
    return lambda n: n.percent(question, type_id, where)


def cases(question: str, type_id: str | None = None) -> Callable[[National], int]:
    return lambda n: n.table(question).cell(type_id).sample


def partnership(national: National) -> str:
    """Both questions about partners give the same two percentages."""
    found = {
        f"{national.percent(q, 'NPS')} / {national.percent(q, 'CRC')}"
        for q in ("2.3.2c", "2.4.2c")
    }
    return " and ".join(sorted(found))


STATEMENTS: dict[str, Callable[[National], int | str]] = {
    "S01": lambda n: n.overall("NPS", "G"),
    "S02": lambda n: n.overall("CRC", "R"),
    "S03": lambda n: n.overall("NPS", "O") + n.overall("CRC", "O"),
    "S04": short_of_good("NPS"),
    "S05": short_of_good("CRC"),
    "S06": lambda n: len([*n.standards()]),
    "S07": rated("O"),
    "S08": rated("I", "CRC"),
    "S09": rated("O", "CRC"),
    "S10": rated("O", "CRC", *LEADING),
    "S11": rated("G", "NPS", "1.1"),
    "S12": rated("G", "NPS", "1.3"),
    "S13": rated("R", "NPS", "1.2"),
    "S14": rated("R", "NPS", "1.4"),
    "S15": rated("G", "CRC", "1.3"),
    "S16": rated("R", "CRC", "1.3"),
    "S17": rated("I", "CRC", "1.3"),
    "S18": rated("O", "NPS", "2.4"),
    "S19": rated("R", "NPS", "3.1"),
    "S20": percent("3.1.1", "NPS"),
    "S21": percent("3.1.1-engaged", "NPS"),
    "S22": percent("3.1.1-victims", "NPS"),
    "S23": percent("2.3.1-re-engaged", "NPS"),
    "S24": percent("2.2.1", "CRC"),
    "S25": percent("2.3.1-pre-release", "CRC"),
    "S26": rated("G", "CRC", "4.1"),
    "S27": rated("O", "CRC", "4.1"),
    "S28": percent("4.1.4", "CRC"),
    "S29": percent("4.1.3", "CRC"),
    "S30": percent("4.1.1-motivation", "CRC"),
    "S31": percent("2.1.2-strengths", "NPS"),
    "S32": percent("2.3.2", "NPS", LIKELY_TO_REOFFEND),
    "S33": percent("4.2.1-involved", "CRC"),
    "S34": percent("4.2.1-risk-of-harm", "CRC"),
    "S35": percent("new-temporary-accommodation", "CRC"),
    "S36": percent("released-without-address", "CRC"),
    "S37": percent("4.2.3", "CRC"),
    "S38": percent("2.1.3", "CRC"),
    "S39": percent("2.3.3", "CRC"),
    "S40": percent("2.3.3-home-visits", "CRC"),
    "S41": percent("2.3.3", "CRC", LOW),
    "S42": percent("2.3.3", "CRC", MEDIUM_AND_ABUSE),
    "S43": percent("2.3.3", "CRC", MEDIUM_WITHOUT),
    "S44": percent("2.1.3", "NPS"),
    "S45": percent("2.2.3", "NPS"),
    "S46": percent("2.4.3", "NPS"),
    "S47": lambda n: min(gaps(n)),
    "S48": lambda n: max(gaps(n)),
    "S49": bands_apart,
    "S50": of_crcs,
    "S51": percent("3.2.1", "NPS"),
    "S52": percent("3.2.4", "NPS"),
    "S53": percent("3.2.3", "NPS"),
    "S54": rated("O", "NPS", "3.2"),
    "S55": rated("R", "NPS", "3.2"),
    "S56": percent("2.1.1b", "CRC"),
    "S57": percent("4.1.1b", "CRC"),
    "S58": percent("4.1.2a", "CRC"),
    "S59": cases("2.1.1"),
    "S60": cases("2.1.1", "NPS"),
    "S61": cases("2.1.1", "CRC"),
    "S62": cases("3.1.1"),
    "S63": cases("3.2.1"),
    "S64": cases("4.1.1"),
    "S65": cases("4.2.1"),
    "S66": lambda n: n.interviewed("CRC"),
    "S67": lambda n: n.interviewed("NPS"),
    "S68": lambda n: n.said().printed,
    "S69": lambda n: n.said("CRC").printed,
    "S70": lambda n: n.said("NPS").printed,
    "S71": lambda n: n.above_50("NPS").printed,
    "S72": lambda n: n.above_50("CRC").printed,
    "S73": partnership,
}


@pytest.mark.parametrize(
    "row", published("statements"), ids=lambda row: f"{row['id']} {row['statement']}"
)
def test_a_statement_of_the_report_comes_out(national, row):
    assert str(STATEMENTS[row["id"]](national)) == row["value"]


# Figure 2.3 and what follows from it


@pytest.mark.parametrize(
    "row",
    published("figure-2.3-composite-scores"),
    ids=lambda row: f"{row['provider']} {row['type']}",
)
def test_a_score_of_figure_2_3_comes_out(national, row):
    found = national.providers[f"{row['provider']} {row['type']}"]
    provider = next(p for p in national.round.providers if p.id == found.id)
    assert found.score == int(row["composite_score"])
    assert str(provider.published) == row["published"]
    withheld = [r.id for r in found.walk() if r.level == "standard" and r.rating is None]
    assert withheld == [row["not_rated"]] * bool(row["not_rated"])


def test_the_months_of_table_b1(national):
    """Every provider of the table is found under its name there, in its month."""
    names = {
        (name, provider.type): provider
        for provider in national.round.providers
        for name in (provider.name, *provider.aliases)
    }
    for row in published("table-B1-inspections"):
        alias = {"Wales": "Wales CRC"}.get(row["provider"]) if row["type"] == "CRC" else None
        provider = names[alias or row["provider"], row["type"]]
        assert f"{provider.published:%B %Y}" == row["publication_month"]


# Known ratings, as the announcements of single reports give them

KNOWN = {
    "Wales NPS": "G R G R . . . O . O",
    "North West NPS": "G R G R . . . . . O",
    "North East NPS": "G R G G . . . . . G",
    "Midlands Division NPS": "G R G R . . . G O G",
    "South West South Central NPS": "G R G R . G . . . G",
    "London NPS": "G R G R . . . . . R",
    "South East and Eastern NPS": "G R G R . . . . . G",
    "Hampshire & Isle of Wight CRC": ". R . O G G R I . R",
    "Essex CRC": ". . . . . . . . G .",
    "South Yorkshire CRC": "O . . . . . . . . .",
    "Durham Tees Valley CRC": "O . . . . . . . . .",
    "Warwickshire and West Mercia CRC": ". . . . . . . . G G",
    "West Yorkshire CRC": ". . . . . . . . . G",
    "Merseyside CRC": ". . . . . . . . - .",
    "BeNCH CRC": ". O . . . . . . . I",
    "Norfolk & Suffolk CRC": ". . . . I I I I O .",
    "Bristol, Gloucestershire, Somerset and Wiltshire CRC": ". . . . . I I I . G",
    "Dorset, Devon and Cornwall CRC": ". . I . . . . . . .",
}
"""Domain one, domain two, the two standards of the type; a dot is not known."""


@pytest.mark.parametrize("provider", KNOWN)
def test_the_known_ratings_of_a_provider(national, provider):
    standards = [r for r in national.providers[provider].walk() if r.level == "standard"]
    for letter, standard in zip(KNOWN[provider].split(), standards, strict=True):
        assert letter == "." or standard.rating == LETTERS.get(letter), standard.id


def letters(national: National, provider: str) -> Counter[str]:
    standards = (r for r in national.providers[provider].walk() if r.level == "standard")
    return Counter(next(k for k, v in LETTERS.items() if v == r.rating) for r in standards)


@pytest.mark.parametrize("provider", ["London CRC", "South East and Eastern NPS"])
def test_five_good_and_five_requiring_improvement(national, provider):
    assert letters(national, provider) == {"G": 5, "R": 5}


def test_warwickshire_and_west_mercia_did_well_on_three_of_ten(national):
    found = letters(national, "Warwickshire and West Mercia CRC")
    assert found["G"] + found["O"] == 3


def test_norfolk_and_suffolk_was_the_first_inadequate_in_all_case_supervision(national):
    worst = {
        provider.id
        for name, provider in national.providers.items()
        if {national.rating(name, standard) for standard in SUPERVISION} == {LETTERS["I"]}
    }
    published_on = {p.id: p.published for p in national.round.providers}
    first = min(worst, key=lambda each: published_on[each])
    assert first == "norfolk-and-suffolk-crc"


def test_eight_of_the_first_ten_crcs_are_inadequate_in_implementation(national):
    crcs = sorted(
        (p for p in national.round.providers if p.type == "CRC"), key=lambda p: p.published
    )
    first = [f"{p.name} CRC" for p in crcs[:10]]
    assert sum(national.rating(name, "2.3") == LETTERS["I"] for name in first) == 8


def test_some_case_supervision_is_inadequate_where_announced(national):
    for provider in ("South Yorkshire CRC", "West Yorkshire CRC"):
        assert LETTERS["I"] in {national.rating(provider, s) for s in SUPERVISION}


# The acceptance assertions, by their numbers; what is missing here stands in NOT_HERE

NOT_HERE = {
    13: "a row that is partly inferred: nobody published it",
}
"""Why the round does not decide these."""


def test_01_the_overall_bands(national):
    bands = national.framework.vocabulary.bands_by_id["overall bands"]
    expected = {0: "I", 5: "I", 6: "R", 15: "R", 16: "G", 25: "G", 26: "O", 30: "O"}
    assert {score: bands.grade(Fraction(score)) for score in expected} == {
        score: LETTERS[letter] for score, letter in expected.items()
    }


def test_02_just_good_and_just_not(national):
    bands = national.framework.vocabulary.bands_by_id["overall bands"]
    assert bands.grade(Fraction(6 * 2 + 4 * 1)) == LETTERS["G"]
    assert bands.grade(Fraction(5 * 2 + 5 * 1)) == LETTERS["R"]
    for provider in ("London CRC", "South East and Eastern NPS"):
        found = national.providers[provider]
        assert (found.score, found.rating) == (15, LETTERS["R"])


def test_03_overall_ratings_follow_from_the_scores(national):
    for result in national.ratings.results:
        expected = "G" if result.score >= 16 else "R" if result.score >= 6 else "I"
        assert result.rating == LETTERS[expected]
    found = {(t, r): national.overall(t, r) for t in ("NPS", "CRC") for r in "OGRI"}
    assert [found["NPS", r] for r in "OGRI"] == [0, 5, 2, 0]
    assert [found["CRC", r] for r in "OGRI"] == [0, 1, 19, 1]


def test_04_within_two_points_of_good(national):
    near = {name: r.score for name, r in national.providers.items() if r.score in (14, 15)}
    assert near == {
        "London NPS": 15,
        "South East and Eastern NPS": 15,
        "London CRC": 15,
        "Kent, Surrey and Sussex CRC": 15,
        "Essex CRC": 14,
        "South Yorkshire CRC": 14,
    }


def test_05_sums(national):
    scores = {
        t: sum(r.score or 0 for r in national.ratings.results if r.type == t)
        for t in ("NPS", "CRC")
    }
    assert scores == {"NPS": 124, "CRC": 236}
    assert [national.rated(letter) for letter in "OGRI"] == [13, 106, 109, 51]
    assert sum(result.rating is None for _, result in national.standards()) == 1


def test_06_where_the_best_and_the_worst_ratings_are(national):
    assert [national.rated(letter, "NPS") for letter in "OGRI"] == [7, 40, 23, 0]
    assert [national.rated(letter, "CRC") for letter in "OGRI"] == [6, 66, 86, 51]
    assert national.rated("O", "CRC", ["4.1"]) == 1
    assert 2 <= national.rated("G", "CRC", SUPERVISION) <= 6
    assert national.rated("O", "NPS", ["3.1", "3.2"]) > national.rated("O", "NPS", SUPERVISION)


def test_07_merseyside(national):
    found = national.providers["Merseyside CRC"]
    standards = [r for r in found.walk() if r.level == "standard"]
    assert sum(r.rating is not None for r in standards) == 9
    assert (found.score, found.score_of, found.score_if_rated) == (11, 27, (11, 14))
    assert found.flags == ("understated",)
    assert national.result("Merseyside CRC", "4.1").reason
    bands = national.framework.vocabulary.bands_by_id["overall bands"]
    assert {bands.grade(Fraction(score)) for score in range(11, 15)} == {found.rating}


def means(national: National, type_id: str, items: tuple[str, ...]) -> Fraction:
    scores = [r.score for _, r in national.standards(type_id, items) if r.score is not None]
    return Fraction(sum(scores), len(scores))


def test_08_organisational_delivery_is_much_alike(national):
    assert [national.rated("G", "NPS", [i]) for i in LEADING] == [7, 0, 7, 1]
    assert [national.rated("R", "NPS", [i]) for i in LEADING] == [0, 7, 0, 6]
    assert half_up(means(national, "NPS", LEADING), 2) == Fraction("1.54")
    assert abs(means(national, "CRC", LEADING) - means(national, "NPS", LEADING)) < Fraction(
        1, 5
    )
    assert means(national, "NPS", SUPERVISION) - means(national, "CRC", SUPERVISION) > 1


def test_09_services_of_crcs(national):
    assert [national.rated(letter, "CRC", ["1.3"]) for letter in "OGRI"] == [0, 12, 7, 2]
    assert half_up(means(national, "CRC", ("1.3",)), 3) == Fraction("1.476")


def test_10_unpaid_work(national):
    counts = [national.rated(letter, "CRC", ["4.1"]) for letter in "OGRI"]
    assert counts[:2] == [1, 12]
    assert sum(counts[2:]) == 7


def test_11_victims_and_courts(national):
    assert [national.rated(letter, "NPS", ["3.2"]) for letter in "OGRI"] == [2, 4, 1, 0]
    assert national.rated("R", "NPS", ["3.1"]) == 1
    assert national.rated("I", "NPS", ["3.1"]) == 0


def test_12_reviewing(national):
    assert national.rating("Wales NPS", "2.4") == LETTERS["O"]
    assert national.rated("R", "NPS", ["2.4"]) >= 4
    divisions = [name for name, r in national.providers.items() if r.type == "NPS"]
    safety = [national.rating(name, "2.4.3") for name in divisions]
    assert safety.count(LETTERS["R"]) == 4


def test_14_norfolk_and_suffolk(national):
    found = national.providers["Norfolk & Suffolk CRC"]
    assert [national.result("Norfolk & Suffolk CRC", s).score for s in SUPERVISION] == [0] * 4
    assert national.result("Norfolk & Suffolk CRC", "4.1").score == 3
    assert (found.score, found.rating) == (10, LETTERS["R"])


@pytest.mark.parametrize(
    ("question", "type_id", "printed", "letter"),
    [
        ("3.1.1", "NPS", 71, "G"),
        ("2.3.3", "CRC", 41, "I"),
        ("2.1.3", "CRC", 55, "R"),
        ("2.1.3", "NPS", 75, "G"),
        ("2.2.3", "NPS", 70, "G"),
        ("2.4.3", "NPS", 62, "R"),
    ],
)
def test_15_printed_percentages_and_their_bands(national, question, type_id, printed, letter):
    share = national.share(question, type_id)
    bands = national.framework.vocabulary.bands_by_id["case bands"]
    assert (share.printed, bands.grade(share.exact)) == (printed, LETTERS[letter])


def test_16_public_protection_in_crcs(national):
    shares = {q: national.share(q, "CRC").exact for q in PUBLIC_PROTECTION}
    assert [q for q in shares if 50 <= shares[q] < 65] == ["2.1.3"]
    assert [q for q in shares if shares[q] < 50] == ["2.2.3", "2.3.3", "2.4.3"]


def test_17_the_gaps_between_the_types(national):
    found = dict(zip(PUBLIC_PROTECTION, gaps(national), strict=True))
    assert (min(found.values()), max(found.values())) == (18, 25)
    assert found["2.1.3"] == 20
    assert found["2.4.3"] == 18
    assert national.percent("2.3.3", "NPS") in (65, 66)
    assert 45 <= national.percent("2.2.3", "CRC") <= 49
    exact = [
        national.share(q, "NPS").exact - national.share(q, "CRC").exact
        for q in PUBLIC_PROTECTION
    ]
    assert {int(half_up(gap)) for gap in exact} == set(found.values())


@pytest.mark.parametrize(
    ("percentages", "letter"),
    [((85, 66, 64), "R"), ((85, 66, 65), "G"), ((80, 80, 80), "O"), ((80, 80, 49), "I")],
)
def test_18_a_standard_is_as_good_as_its_weakest_question(national, percentages, letter):
    rules, questions = national.framework.rules, ("2.1.1", "2.1.2", "2.1.3")
    ratings = {
        question: rate_item(rules.rating(question), of_hundred(percent)).rating
        for question, percent in zip(questions, percentages, strict=True)
    }
    facts = Facts(ratings=ratings, members={("key question", None): questions})
    assert rate_item(rules.rating("2.1"), facts).rating == LETTERS[letter]


def of_hundred(sufficient: int) -> Facts:
    """The answers in a hundred cases."""
    return Facts(answers={"sufficient": sufficient, "insufficient": 100 - sufficient})


def test_19_the_window_of_the_panel(national):
    rule = national.framework.rules.rating("2.1.1")
    assert rate_item(rule, of_hundred(79)).moves == (LETTERS["O"],)
    assert rate_item(rule, of_hundred(72)).moves == ()
    few = Facts(answers={"sufficient": 3, "insufficient": 2})
    assert LETTERS["G"] in rate_item(rule, few).moves


def test_20_engagement(national):
    assert national.percent("2.1.1") == 71
    assert national.percent("2.2.1", "CRC") == 61


def test_21_advice_to_courts(national):
    questions = ("3.1.1", "3.1.1-engaged", "3.1.1-victims")
    assert [national.percent(q, "NPS") for q in questions] == [71, 87, 66]


def test_22_unpaid_work(national):
    questions = ("4.1.4", "4.1.3", "4.1.1-motivation", "4.1.1b", "4.1.2a")
    assert [national.percent(q, "CRC") for q in questions] == [77, 70, 61, 68, 76]


def test_23_through_the_gate(national):
    questions = ("4.2.1-involved", "4.2.1-risk-of-harm", "4.2.3", "4.2.3a", "4.2.3c")
    assert [national.percent(q, "CRC") for q in questions] == [89, 44, 60, 60, 60]
    assert national.share("4.2.2", "CRC").exact < Fraction(200, 3)
    outcomes = ("new-temporary-accommodation", "released-without-address")
    assert [national.percent(q, "CRC") for q in outcomes] == [7, 24]


def test_24_victims(national):
    assert [national.percent(q, "NPS") for q in ("3.2.1", "3.2.4", "3.2.3")] == [77, 81, 87]


def test_25_harm_reoffending_and_strengths(national):
    found = [
        national.percent("2.3.3", "CRC", w) for w in (LOW, MEDIUM_AND_ABUSE, MEDIUM_WITHOUT)
    ]
    assert found == [22, 39, 60]
    assert national.percent("2.3.3-home-visits", "CRC") == 32
    assert national.percent("2.3.2", "NPS", LIKELY_TO_REOFFEND) == 58
    assert national.share("2.3.2", "NPS").exact > 58
    assert national.percent("2.1.2-strengths", "NPS") == 87


def test_26_partners(national):
    for question in ("2.1.3c", "2.2.3c", "2.3.3c", "2.4.3b"):
        assert 45 <= national.percent(question, "CRC") <= 55
    views = ("2.3.3-officer-view", "2.3.2-officer-view")
    assert [national.percent(q, "NPS") for q in views] == [86, 87]
    assert [national.percent(q, "CRC") for q in views] == [76, 80]


def test_27_needs_and_services(national):
    services = [f"services-{need}" for need in NEEDS]
    assert sum(national.share(s).exact < 50 for s in services) == 6
    assert sum(national.share(s, "NPS").exact >= 50 for s in services) == 7
    assert sum(national.share(s, "CRC").exact >= 50 for s in services) == 2
    found = {c: national.cell(c, "case-supervision").counts["Yes"] for c in FACTORS.values()}
    assert max(found, key=lambda c: found[c]) == "thinking_behaviour"
    assert min(found, key=lambda c: found[c]) == "education_training_employment"
    for service, column in zip(services, FACTORS.values(), strict=True):
        assert national.share(service).whole == found[column]


def test_28_the_range_of_the_crcs(national):
    """Reasonable workloads; the national figures are S68 to S72."""
    crcs = [p.id for p in national.round.providers if p.type == "CRC"]
    found = [national.said(crc).printed for crc in crcs]
    assert (min(found), max(found)) == (16, 83)


def test_29_providers_and_dates(national):
    providers = national.round.providers
    assert Counter(p.type for p in providers) == {"NPS": 7, "CRC": 21}
    dates = [str(p.published) for p in providers]
    assert (min(dates), max(dates)) == ("2018-09-26", "2019-09-25")
    fieldwork = [str(p.fieldwork) for p in providers]
    assert min(fieldwork) >= "2018-06-01"
    assert max(fieldwork) <= "2019-06-30"


def test_30_samples(national):
    asked = ("2.1.1", "3.1.1", "3.2.1", "4.1.1", "4.2.1")
    sizes = [national.table(question).cell().sample for question in asked]
    assert sizes == [3308, 808, 269, 894, 669]
    assert sum(sizes) == 5948  # the report states 5,937, eleven fewer than its own parts


def test_31_every_assertion_is_a_test_or_has_a_reason():
    """The numbers of the tests above, and those of the reasons, are 1 to 31."""
    tested = {int(n.split("_")[1]) for n in globals() if n.removeprefix("test_")[:2].isdigit()}
    assert tested | set(NOT_HERE) == set(range(1, 32))
    assert not tested & set(NOT_HERE)


# Tables D1 to D4


def rows_of_annex_d() -> list[tuple[str, dict[str, str], str, str | None]]:
    """The sample, the row, the prefix of its columns, and whose cases they count."""
    found: list[tuple[str, dict[str, str], str, str | None]] = []
    for sample, name in PROFILES.items():
        for row in published(name):
            if row["characteristic"] == "All cases":
                continue
            if sample == "case-supervision":
                found += [(sample, row, "all_", None)]
                found += [(sample, row, "crc_", "CRC"), (sample, row, "nps_", "NPS")]
            else:
                found.append((sample, row, "", None))
    return found


MISPRINTED = ("unpaid-work", "Gender", "Male")
"""Table D3 prints 89.4 for 768 of 858, which is 89.5."""


@pytest.mark.parametrize(
    ("sample", "row", "prefix", "type_id"),
    rows_of_annex_d(),
    ids=lambda value: (
        value["characteristic"] + " " + value["category"]
        if isinstance(value, dict)
        else str(value)
    ),
)
def test_a_cell_of_annex_d(national, sample, row, prefix, type_id):
    is_factor = row["characteristic"] not in COLUMNS
    value = "Yes" if is_factor else row["category"]
    column = column_of(row["characteristic"], row["category"])
    cell = national.cell(column, sample, type_id)
    assert cell.counts[value] == int(row[f"{prefix}n"])
    share = cell.share(value, "cases" if is_factor else "known")
    printed = Fraction(row[f"{prefix}percent"])
    if (sample, row["characteristic"], row["category"]) == MISPRINTED:
        printed += Fraction(1, 10)
    assert half_up(share, 1) == printed


# Tables 2.1 and 2.2


@pytest.mark.parametrize(
    ("name", "column"),
    [
        ("table-2.1-workload-views", "workload_reasonable"),
        ("table-2.2-effective-implementation", "implemented_effectively"),
    ],
)
def test_the_interviews_by_caseload(national, name, column):
    rows = published(name)
    found = [national.banded(column, row["caseload"]) for row in rows]
    assert [share.whole for share in found] == [int(row["n"]) for row in rows]
    assert [share.printed for share in found] == [int(row["percent_yes"]) for row in rows]


# What section 3 says of single providers


@pytest.mark.parametrize(
    ("provider", "question", "least", "most"),
    [
        ("Bristol, Gloucestershire, Somerset and Wiltshire CRC", "2.3.3", 17, 17),
        ("Bristol, Gloucestershire, Somerset and Wiltshire CRC", "2.2.3", 33, 33),
        ("Bristol, Gloucestershire, Somerset and Wiltshire CRC", "2.1.3", 0, 49),
        ("Midlands Division NPS", "2.1.3", 81, 100),
        ("North West NPS", "2.1.1", 81, 100),
        ("North West NPS", "2.2.1", 90, 90),
        ("North West NPS", "2.4.1", 88, 90),
        ("North East NPS", "2.2.2", 79, 81),
        ("West Yorkshire CRC", "4.2.1", 91, 100),
        ("Wales NPS", "3.2.1", 89, 92),
        ("Wales NPS", "3.2.3", 100, 100),
        ("London NPS", "3.2.3", 65, 68),
    ],
)
def test_a_percentage_of_one_provider(national, provider, question, least, most):
    counts = national.result(provider, question).counts
    assert least <= Share(counts.favourable, counts.applicable).printed <= most


def test_all_but_one_case_in_wales(national):
    counts = national.result("Wales NPS", "3.2.4").counts
    assert counts.favourable == counts.applicable - 1


def test_one_crc_delivered_services_that_support_desistance_sufficiently(national):
    """Taken as a rating of Good on 2.3.2: at least two CRCs are known to exceed half."""
    crcs = [r for r in national.ratings.results if r.type == "CRC"]
    found = [national.rating(f"{r.name} CRC", "2.3.2") for r in crcs]
    assert sum(rating in (LETTERS["G"], LETTERS["O"]) for rating in found) == 1


def test_about_half_of_the_crcs_assess_and_plan_well_for_desistance(national):
    crcs = [f"{r.name} CRC" for r in national.ratings.results if r.type == "CRC"]
    for question in ("2.1.2", "2.2.2"):
        good = sum(
            national.rating(crc, question) in (LETTERS["G"], LETTERS["O"]) for crc in crcs
        )
        assert good in (10, 11)
