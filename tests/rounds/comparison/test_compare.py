"""Two rounds compared: laws that hold of any two, and examples worked by hand."""

from __future__ import annotations

import shutil
from collections import Counter
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from engine.diagnostics import Invalid
from engine.rounds.carry import carry
from engine.rounds.comparison.compare import compare
from engine.rounds.comparison.compare import compared
from engine.rounds.comparison.comparison import in_order
from engine.rounds.head_findings import FormerlyNobody
from engine.rounds.rate import rate
from engine.rounds.round import Provider
from engine.rules.load import load_framework
from engine.testing.made_rounds import rounds
from tests.rounds.making import round_of
from tests.rounds.making import row
from tests.rounds.making import shipped
from tests.rules.vocabularies import FOUR

BASE = Path(__file__).parents[3] / "docs" / "base" / "inspection"
CARE = tuple(load_framework(BASE / "standards" / name) for name in ("care-1", "care-2"))
SHIPPED = (shipped("2018-19"), shipped("2019-20"))


@pytest.fixture(scope="module")
def copied(tmp_path_factory):
    """A framework and an edited copy: a good rating is worth more, and begins at 80 %."""
    folder = tmp_path_factory.mktemp("copied") / "care-1"
    shutil.copytree(BASE / "standards" / "care-1", folder)
    edit(folder / "framework.yaml", "name: Good, score: 2", "name: Good, score: 5")
    edit(folder / "framework.yaml", "{from: 75, rating: good}", "{from: 80, rating: good}")
    return CARE[0], load_framework(folder)


@pytest.fixture(scope="module", params=["shipped", "care", "copied"])
def pair(request, copied):
    """Two frameworks that a round may be carried between."""
    return {"shipped": SHIPPED, "care": CARE, "copied": copied}[request.param]


def edit(path, old, new):
    """Another text in a file."""
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def kept(framework, **more):
    """Rounds of a framework in which decisions are made and judgements withheld."""
    return rounds(framework, most=2, withheld=True, decisions=True, **more)


def score(result):
    """A score as the other side of the comparison has it: none without a rating."""
    return None if result is None or result.rating is None else result.score


def under(made, own, other):
    """The ratings of a round under another framework than its own."""
    carried, report = carry(made, own, other)
    return rate(carried, other, report)


def by_item(ratings, provider):
    """The results of a provider by item, its own under the empty id."""
    found = next(r for r in ratings.results if r.id == provider)
    return {"" if r is found else r.id: r for r in found.walk()}


def own(each):
    """The line of a provider as a whole."""
    assert each.whole is not None
    return each.whole


# Laws


@pytest.mark.parametrize("framework", [*SHIPPED, *CARE], ids=lambda f: f.vocabulary.id)
@settings(max_examples=10, deadline=None)
@given(data=st.data())
def test_a_round_compared_with_itself_shows_nothing(framework, data):
    one = data.draw(kept(framework))
    found = compared((one, one), (framework, framework))
    assert not found.changed
    assert (found.only_before, found.only_after) == ((), ())
    assert [each.changes for each in found.providers] == [()] * len(one.providers)
    assert {x.direction for each in found.providers for x in each.lines} == {"same"}
    assert {x.division for each in found.providers for x in each.lines} == {None}


@settings(max_examples=10, deadline=None)
@given(data=st.data())
def test_the_parts_of_every_change_add_up_exactly(pair, data):
    own, other = pair
    first, second = data.draw(kept(own)), data.draw(kept(other))
    for each in compared((first, second), (own, other)).providers:
        for line in each.lines:
            if line.score is None:
                assert line.division is None
            else:
                assert line.division is not None
                assert line.division.total == line.score


@settings(max_examples=10, deadline=None)
@given(data=st.data())
def test_swapping_the_rounds_negates_every_change(pair, data):
    own, other = pair
    first, second = data.draw(kept(own)), data.draw(kept(other))
    there = compared((first, second), (own, other))
    back = compared((second, first), (other, own))
    assert there.only_before == back.only_after
    lines = {(e.before.id, x.before, x.after): x for e in there.providers for x in e.lines}
    backwards = {(e.before.id, x.after, x.before): x for e in back.providers for x in e.lines}
    assert lines.keys() == backwards.keys()
    for key, line in lines.items():
        _negated(line, backwards[key])


def _negated(line, other):
    assert (line.old, line.new) == (other.new, other.old)
    for change in ("steps", "score", "percentage"):
        assert _minus(getattr(line, change)) == getattr(other, change)
    if line.division is None:
        assert other.division is None
        return
    assert _minus(line.division.performance) == other.division.performance
    assert _minus(line.division.framework) == other.division.framework
    mine = Counter((p.before, p.after, -p.points) for p in line.division.undivided)
    assert mine == Counter((p.after, p.before, p.points) for p in other.division.undivided)


def _minus(value):
    return None if value is None else -value


@settings(max_examples=10, deadline=None)
@given(data=st.data())
def test_where_four_scores_are_known_the_parts_are_their_means(pair, data):
    """Worked out from four ratings of the two rounds, without the module's own code."""
    own, other = pair
    first, second = data.draw(kept(own)), data.draw(kept(other))
    there = under(first, own, other)
    back = under(second, other, own)
    for each in compared((first, second), (own, other)).providers:
        known = [by_item(r, each.before.id) for r in (rate(first, own), back)]
        known_there = [by_item(r, each.after.id) for r in (there, rate(second, other))]
        for line in each.lines:
            scores = [score(known[0].get(line.before)), score(known_there[0].get(line.after))]
            scores += [score(known[1].get(line.before)), score(known_there[1].get(line.after))]
            if None in scores or line.division is None:
                continue
            one, one_there, two_back, two = map(Fraction, scores)
            assert line.division.undivided == ()
            assert line.division.performance == (two_back - one + two - one_there) / 2
            assert line.division.framework == (one_there - one + two - two_back) / 2


@settings(max_examples=10, deadline=None)
@given(data=st.data())
def test_of_the_same_judgements_another_copy_of_the_framework_changes_everything(copied, data):
    """Nothing was done differently, so that nothing is performance."""
    one = data.draw(rounds(copied[0], most=2, withheld=True))
    found = compared((one, one), copied)
    for each in found.providers:
        for line in each.lines:
            if line.division is not None:
                assert line.division.performance == 0
                assert line.division.framework == line.score


@settings(max_examples=10, deadline=None)
@given(data=st.data())
def test_a_provider_is_near_where_as_many_points_give_another_band(data):
    framework = SHIPPED[0]
    one = data.draw(kept(framework))
    bands = framework.vocabulary.bands_by_id["overall bands"]
    for each in compared((one, one), (framework, framework)).providers:
        for points in map(Fraction, ("0", "1/2", "1", "2", "5")):
            here = each.after
            if here.rating is None or here.score is None:
                assert each.near(points) is None
                continue
            others = {bands.grade(max(here.score + p, Fraction(0))) for p in (points, -points)}
            assert (each.near(points) is not None) == (others != {here.rating})


# Examples


def versions(letters_before, letters_after, **counts):
    """A CRC rated in both rounds from letters; counts are those of the second."""
    before = round_of(row("ash", "CRC", letters_before))
    after = row("ash", "CRC", letters_after, **counts)
    facts = {("ash", "inspection incomplete"): "no"}
    return compared((before, round_of(after, inputs=facts)), SHIPPED)


def test_what_no_crosswalk_carries_is_named_and_the_rest_divided():
    """4.1 went from R to G, resting on 4.1.3, which asks something else now: 1 point of 4."""
    (each,) = versions("GGGG RRRR RR", "GGGG GGGR GR").providers
    division = own(each).division
    assert (own(each).score, division.performance, division.framework) == (4, 3, 0)
    (part,) = division.undivided
    assert (part.before, part.after, part.points) == ("4.1", "4.1", 1)
    assert [reason.item for reason in part.because] == ["4.1.3"]
    line = next(x for x in each.lines if x.after == "4.1")
    assert (line.score, line.division.performance, line.division.framework) == (1, None, None)
    assert [p.points for p in line.division.undivided] == [1]
    assert "4.1.3" not in {x.after for x in each.lines}


def test_what_is_poor_whatever_was_answered_is_divided():
    """4.1 is I in the first round by another question than 4.1.3, so 4.1.3 does not matter."""
    (each,) = versions("GGGG RRRR IR", "GGGG RRRR IR").providers
    line = next(x for x in each.lines if x.after == "4.1")
    assert line.division.undivided == ()
    assert own(each).division.undivided == ()


def test_what_was_not_rated_has_no_change_and_counts_in_the_total():
    """4.1 could not be rated the first time: it added nothing, and adds 2 now."""
    (each,) = versions("GGGG RRRR -R", "GGGG RRRR GR").providers
    line = next(x for x in each.lines if x.after == "4.1")
    assert (line.score, line.division, line.direction) == (None, None, "other")
    assert own(each).score == 2
    assert own(each).division.total == 2


def test_an_overall_rating_that_is_not_given_is_not_compared():
    before = round_of(row("ash", "CRC", "GGGG RRRR RR"))
    facts = {("ash", "inspection incomplete"): "yes"}
    after = round_of(row("ash", "CRC", "GGGG RRRR RR"), inputs=facts)
    (each,) = compared((before, after), SHIPPED).providers
    assert (own(each).score, own(each).steps, own(each).division) == (None, None, None)
    assert (own(each).direction, each.near(Fraction(2))) == ("other", None)
    assert next(x for x in each.lines if x.after == "2.1").score == 0


def test_one_framework_divides_nothing_and_shows_what_changed():
    before, after = (round_of(row("ash", "NPS", x)) for x in ("GGGG GGGG GG", "GGGG GGGR GO"))
    (each,) = compared((before, after), (SHIPPED[0], SHIPPED[0])).providers
    assert (own(each).score, own(each).division, own(each).direction) == (0, None, "same")
    standards = [x for x in each.lines if x.level == "standard" and x.score]
    moved = {x.after: (x.steps, x.score) for x in standards}
    assert moved == {"2.4": (-1, Fraction(-1)), "3.2": (1, Fraction(1))}
    question = next(x for x in each.lines if x.after == "2.4.1")
    assert (question.old.percentage, question.new.percentage) == (Fraction(72), Fraction(57))
    assert (question.percentage, question.steps) == (Fraction(-15), -1)
    assert {x.results.before_there for x in each.lines} == {
        x.results.before for x in each.lines
    }


def test_a_merger_is_compared_with_each_that_it_was():
    oak, elm = row("oak", "NPS", "GGGG GGGG GG"), row("elm", "NPS", "RRRR RRRR RR")
    whole = row("ash", "NPS", "GGGG RRRR GG")
    whole = replace(whole, provider=Provider("ash", "Ash", "NPS", was=("oak", "elm")))
    found = compared((round_of(oak, elm), round_of(whole)), (SHIPPED[0], SHIPPED[0]))
    assert [(e.before.id, e.after.id, own(e).score) for e in found.providers] == [
        ("oak", "ash", -4),
        ("elm", "ash", 6),
    ]
    assert [e.before.id for e in in_order(found.providers)] == ["elm", "oak"]
    assert found.providers[0].names == ("ash", "Ash", "oak", "Oak")


def test_who_was_inspected_once_is_listed():
    rows = [row(name, "NPS", "GGGG GGGG GG") for name in ("oak", "elm", "ash")]
    found = compared((round_of(*rows[:2]), round_of(*rows[1:])), (SHIPPED[0], SHIPPED[0]))
    assert [r.id for r in found.only_before] == ["oak"]
    assert [r.id for r in found.only_after] == ["ash"]
    assert [e.after.id for e in found.providers] == ["elm"]


def test_a_provider_of_another_type_is_compared_where_both_have_the_item():
    before = round_of(row("ash", "CRC", "GGGG RRRR RR"))
    facts = {("ash", "inspection incomplete"): "no"}
    after = round_of(row("ash", "NPS", "GGGG RRRR RR"), inputs=facts)
    (each,) = compared((before, after), SHIPPED).providers
    standards = [x.after for x in each.lines if x.level == "standard"]
    assert standards == ["1.1", "1.2", "1.3", "1.4", "2.1", "2.2", "2.3", "2.4"]
    assert own(each).division.total == own(each).score == 0


def test_grades_of_another_scale_are_no_steps():
    grades = tuple(g for g in shipped().vocabulary.scales[0].grades if g.id != FOUR[3])
    scale = replace(shipped().vocabulary.scales[0], grades=grades)
    scales = (scale, *shipped().vocabulary.scales[1:])
    other = replace(SHIPPED[0], vocabulary=replace(SHIPPED[0].vocabulary, scales=scales))
    before, after = (round_of(row("ash", "NPS", x)) for x in ("GGGG GGGG GG", "RRRR RRRR RR"))
    (each,) = compared((before, after), (SHIPPED[0], other)).providers
    assert (own(each).steps, own(each).direction) == (None, "other")


# Folders


@pytest.fixture
def care(tmp_path):
    """A round and a copy of it, beside their framework."""
    shutil.copytree(BASE, tmp_path, dirs_exist_ok=True)
    shutil.copytree(tmp_path / "spring", tmp_path / "autumn")
    return tmp_path


def test_errors_of_both_rounds_are_told_at_once(care):
    (care / "spring" / "judgements.csv").write_text("provider,item\n", "utf-8")
    (care / "autumn" / "inputs.csv").write_text("provider\n", "utf-8")
    with pytest.raises(Invalid) as caught:
        compare(care / "spring", care / "autumn", cache=False)
    folders = {Path(f.place.file).parent.name for f in caught.value.findings}
    assert folders == {"spring", "autumn"}


def test_rounds_of_frameworks_that_nothing_connects_are_refused(care):
    other = care / "standards" / "care-3"
    shutil.copytree(care / "standards" / "care-1", other)
    for path, old, new in (
        (other / "framework.yaml", "framework: care-1", "framework: care-3"),
        (care / "autumn" / "round.yaml", "framework: care-1", "framework: care-3"),
    ):
        path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    text = (other / "framework.yaml").read_text("utf-8")
    (other / "framework.yaml").write_text(text.replace("Standards of care", "Others"), "utf-8")
    with pytest.raises(Invalid) as caught:
        compare(care / "spring", care / "autumn", cache=False)
    assert [f.code for f in caught.value.findings] == ["X201"]


def test_former_ids_stand_in_round_yaml(care):
    path = care / "autumn" / "round.yaml"
    text = path.read_text("utf-8").replace("id: park, name", "id: lake, was: [park], name")
    path.write_text(text, "utf-8")
    for name in ("cases/residents.csv", "judgements.csv"):
        there = care / "autumn" / name
        there.write_text(there.read_text("utf-8").replace("park", "lake"), "utf-8")
    found = compare(care / "spring", care / "autumn", cache=False)
    assert ("park", "lake") in {(e.before.id, e.after.id) for e in found.providers}
    assert not found.changed


@pytest.mark.parametrize(
    ("was", "told"),
    [
        ("[park]", []),
        ("[prak]", [("prak", "park")]),
        ("[Old name]", [("Old name", None)]),
        ("[prak, park]", []),
        ("[park, Old name]", []),
        ("[elm]", []),
    ],
)
def test_a_former_id_that_nobody_had_is_told(care, was, told):
    """Of somebody with a partner it may be from a still earlier round."""
    path = care / "autumn" / "round.yaml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("id: park, name", f"id: lake, was: {was}, name"), "utf-8")
    for name in ("cases/residents.csv", "judgements.csv"):
        there = care / "autumn" / name
        there.write_text(there.read_text("utf-8").replace("park", "lake"), "utf-8")
    found = compare(care / "spring", care / "autumn", cache=False)
    strange = [f for f in found.findings[1] if isinstance(f, FormerlyNobody)]
    assert [(f.former, f.meant) for f in strange] == told
    assert {f.place.line for f in strange} <= {8}
    assert not [f for f in found.findings[0] if isinstance(f, FormerlyNobody)]


def test_a_slip_among_the_ids_of_what_was_merged_is_told(care):
    path = care / "autumn" / "round.yaml"
    text = path.read_text("utf-8").replace("  - {id: elm, name: Elm Lodge, type: home}\n", "")
    path.write_text(text.replace("id: oak, name", "id: oak, was: [emm], name"), "utf-8")
    for there in (care / "autumn").rglob("*.csv"):
        lines = there.read_text("utf-8").splitlines(keepends=True)
        there.write_text("".join(x for x in lines if "elm" not in x), "utf-8")
    (care / "autumn" / "decisions.yaml").unlink()
    found = compare(care / "spring", care / "autumn", cache=False)
    (strange,) = [f for f in found.findings[1] if isinstance(f, FormerlyNobody)]
    assert (strange.provider, strange.former, strange.meant) == ("oak", "emm", "elm")
    assert strange.help == 'did you mean "elm"?'


def test_a_rating_that_a_limit_holds_is_not_near_a_boundary(care):
    """Elm's breach holds it at fair, however many points it may gain."""
    path = care / "spring" / "judgements.csv"
    path.write_text(path.read_text("utf-8").replace("elm,a1,poor", "elm,a1,good"), "utf-8")
    found = compare(care / "spring", care / "spring", cache=False)
    elm, oak = (
        next(e for e in found.providers if e.after.id == name) for name in ("elm", "oak")
    )
    assert elm.after.score == 5
    assert elm.near(Fraction(2)) is None
    near = oak.near(Fraction(2))
    assert near is not None
    assert (near.value, near.spare) == (Fraction(7), Fraction(1))
    assert (near.short, near.below) == (None, "fair")
    assert oak.near(Fraction(1)) is None


def test_a_member_that_only_one_framework_has_is_named(care):
    """A third standard of leadership is new and counts twice; staff is not rated now."""
    shutil.copytree(care / "standards" / "care-1", care / "edited")
    old = "  - {id: a2, level: standard, name: Staff}"
    new = "  - {id: a3, level: standard, name: Money, weight: 2}"
    edit(care / "edited" / "domains" / "a-leadership.yaml", old, f"{old}\n{new}")
    for folder in ("standards/care-1", "edited"):
        edit(
            care / folder / "ratings.rules",
            "standards counting not rated as 0",
            "standards ignoring not rated",
        )
    edit(
        care / "edited" / "ratings.rules",
        "total score of standards",
        "weighted total score of standards",
    )
    edit(care / "autumn" / "round.yaml", "framework: care-1", "framework: ../edited")
    judged = "park,a1,good,\npark,a2,not rated,No time\npark,a3,good,\n"
    edit(care / "autumn" / "judgements.csv", "park,a1,good,\npark,a2,fair,\n", judged)
    text = (care / "autumn" / "judgements.csv").read_text("utf-8")
    (care / "autumn" / "judgements.csv").write_text(
        text + "oak,a3,fair,\nelm,a3,poor,\n", "utf-8"
    )
    found = compare(care / "spring", care / "autumn", cache=False)
    park = next(each for each in found.providers if each.after.id == "park")
    division = own(park).division
    assert own(park).score == 3
    assert (division.performance, division.framework) == (-1, 0)
    (part,) = division.undivided
    assert (part.before, part.after, part.points) == ("", "a3", 4)
    assert [(each.item, each.because) for each in part.because] == [
        ("a3", "care-1 has nothing comparable")
    ]


@pytest.fixture
def regions(tmp_path):
    """A round of homes in a region, a later one, and an edited copy of their framework."""
    shutil.copytree(BASE.parent / "regions", tmp_path, dirs_exist_ok=True)
    shutil.copytree(tmp_path / "round", tmp_path / "later")
    shutil.copytree(tmp_path / "standards" / "homes", tmp_path / "edited")
    edit(tmp_path / "later" / "round.yaml", "framework: homes", "framework: ../edited")
    edit(tmp_path / "later" / "judgements.csv", "ash,s1,good", "ash,s1,poor")
    return tmp_path


def test_what_stands_above_providers_is_divided_too(regions):
    """One home is poor now, for which the edited rule rates the region poor."""
    edit(regions / "edited" / "ratings.rules", "at least 2 homes are", "at least 1 home is")
    found = compare(regions / "round", regions / "later", cache=False)
    north = next(each for each in found.providers if each.after.id == "north")
    line = own(north)
    assert (line.level, line.score, line.steps) == ("region", -1, -1)
    assert line.division.undivided == ()
    assert line.division.performance == line.division.framework == Fraction(-1, 2)


def test_a_level_that_one_framework_lacks_is_not_divided(regions):
    """The other framework has no regions: who is in both rounds as one has no ratings there."""
    edit(
        regions / "edited" / "framework.yaml",
        "  - {id: region, plural: regions, scale: rating, pools: ratings}\n",
        "",
    )
    text = (regions / "edited" / "ratings.rules").read_text("utf-8")
    rules = text.partition("rate region")[0].rstrip() + "\n"
    (regions / "edited" / "ratings.rules").write_text(rules, "utf-8")
    head = (regions / "later" / "round.yaml").read_text("utf-8")
    head = head.replace(", part_of: north", "").partition("  - {id: north")[0]
    (regions / "later" / "round.yaml").write_text(head, "utf-8")
    found = compare(regions / "round", regions / "later", cache=False)
    assert [each.id for each in found.only_before] == ["north"]
    assert {each.after.id for each in found.providers} == {"ash", "beech"}
    assert found.carried is not None
    assert [lost.item for lost in found.carried[0].left_behind] == ["region"]
