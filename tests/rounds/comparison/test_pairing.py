"""Who of one round is who in another."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from engine.rounds.comparison.pairing import paired
from engine.rounds.round import Provider


def people(*ids, **more):
    """Providers with these ids."""
    return [Provider(each, each.title(), **more) for each in ids]


def told(pairing):
    """The pairs, and who is in none, by their ids."""
    pairs = [(old.id, new.id) for old, new in pairing.pairs]
    return pairs, [p.id for p in pairing.only_before], [p.id for p in pairing.only_after]


def test_the_same_id_is_the_same_provider_and_the_others_are_listed():
    found = paired(people("oak", "elm", "ash"), people("ash", "fir", "OAK"))
    assert told(found) == ([("oak", "OAK"), ("ash", "ash")], ["elm"], ["fir"])


def test_a_provider_that_was_renamed_says_what_it_was():
    found = paired(people("oak"), people("north", was=("oak",)))
    assert told(found) == ([("oak", "north")], [], [])


def test_a_merger_stands_beside_each_that_it_was_made_from():
    found = paired(people("oak", "elm", "ash"), [Provider("oak", "Oak", was=("elm",))])
    assert told(found) == ([("oak", "oak"), ("elm", "oak")], ["ash"], [])


def test_what_was_divided_stands_beside_all_its_parts():
    found = paired(people("oak"), people("north", "south", was=("oak",)))
    assert told(found) == ([("oak", "north"), ("oak", "south")], [], [])


def test_the_earlier_round_may_say_it_too():
    """Whichever file is written later, or named first."""
    found = paired(people("north", was=("oak",)), people("oak"))
    assert told(found) == ([("north", "oak")], [], [])


def test_an_alias_is_taken_where_there_is_no_partner_by_id():
    found = paired(people("dtv"), [Provider("durham", "Durham", aliases=("DTV",))])
    assert told(found) == ([("dtv", "durham")], [], [])
    other = [Provider("dtv", "DTV"), Provider("durham", "Durham", aliases=("DTV",))]
    assert told(paired(people("dtv"), other)) == ([("dtv", "dtv")], [], ["durham"])


def test_a_region_is_no_provider_of_the_same_id():
    found = paired(people("north"), people("north", level="region"))
    assert told(found) == ([], ["north"], ["north"])


IDS = st.lists(st.sampled_from("abcdef"), unique=True)


@st.composite
def rounds(draw):
    """Providers of a round with former ids and aliases, each alias its own."""
    ids = draw(IDS)
    names = [x for x in "abcdef" if x not in ids]
    return [
        Provider(each, each, was=tuple(draw(IDS)), aliases=tuple(names[n : n + 1]))
        for n, each in enumerate(ids)
    ]


@given(rounds(), rounds())
def test_whoever_is_named_first_the_pairs_are_the_same(before, after):
    there, back = told(paired(before, after)), told(paired(after, before))
    assert sorted(there[0]) == sorted((old, new) for new, old in back[0])
    assert (there[1], there[2]) == (back[2], back[1])


@given(rounds(), rounds())
def test_everybody_is_in_a_pair_or_listed(before, after):
    pairs, only_before, only_after = told(paired(before, after))
    assert {old for old, _ in pairs} | {*only_before} == {p.id for p in before}
    assert {new for _, new in pairs} | {*only_after} == {p.id for p in after}
    assert not {old for old, _ in pairs} & {*only_before}


@given(rounds())
def test_a_round_is_in_pairs_with_itself(before):
    alone = [Provider(p.id, p.name) for p in before]
    assert told(paired(alone, alone)) == ([(p.id, p.id) for p in before], [], [])
