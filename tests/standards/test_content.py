"""The shipped frameworks say what their sources say: everything known, nothing more."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

import jsonschema
import pytest
import yaml

from tests.rounds.independent import QUESTIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
STANDARDS = ROOT / "standards"
REFERENCE = ROOT.parent / "shared" / "reference"
VERSIONS = ("2018-19", "2019-20")
REPORT = "2018/2019 inspections of probation services: summary report"

DOMAIN_ONE = ("1.1", "1.2", "1.3", "1.4")
STANDARD_IDS = (*DOMAIN_ONE, "2.1", "2.2", "2.3", "2.4", "3.1", "3.2", "4.1", "4.2")
PROMPTS = [
    "2.1.1b",
    "2.1.3c",
    "2.2.1b",
    "2.2.3c",
    "2.3.1c",
    "2.3.2c",
    "2.3.3c",
    "2.4.2c",
    "2.4.3b",
    "3.1.1f",
    "4.1.1b",
    "4.1.2a",
    "4.2.1e",
    "4.2.2c",
    "4.2.3a",
    "4.2.3c",
]

every_version = pytest.mark.parametrize("version", VERSIONS)
with_the_report = pytest.mark.skipif(
    not REFERENCE.is_dir(), reason="the summary report is not beside this checkout"
)


class PlainLoader(yaml.SafeLoader):
    """YAML as an editor reads it: numbers are numbers, and a date is text."""


def as_text(_: PlainLoader, node: Any) -> str:
    """What stands there, as it stands there."""
    return str(node.value)


PlainLoader.add_constructor("tag:yaml.org,2002:timestamp", as_text)


class TextLoader(yaml.BaseLoader):
    """YAML as Assay reads it: every scalar is text."""


def read(path: Path, loader: type[Any] = TextLoader) -> Any:
    """What a YAML file holds."""
    return yaml.load(path.read_text("utf-8"), Loader=loader)  # noqa: S506 (both are safe)


@cache
def framework(version: str) -> Any:
    """What framework.yaml holds."""
    return read(STANDARDS / version / "framework.yaml")


@cache
def domains(version: str) -> list[Any]:
    """What the domain files hold, in file-name order."""
    return [read(path) for path in sorted((STANDARDS / version / "domains").glob("*.yaml"))]


def rules(version: str) -> str:
    """The text of ratings.rules."""
    return (STANDARDS / version / "ratings.rules").read_text("utf-8")


def yaml_files() -> list[Path]:
    """Every shipped YAML file."""
    return sorted(STANDARDS.rglob("*.yaml"))


def schema_of(path: Path) -> Path:
    """The schema that a file's first line names."""
    first = path.read_text("utf-8").splitlines()[0]
    return (path.parent / first.removeprefix("# yaml-language-server: $schema=")).resolve()


def inside(node: Any) -> Iterator[dict[str, Any]]:
    """Every mapping in a document, at any depth."""
    if isinstance(node, dict):
        yield node
        for value in node.values():
            yield from inside(value)
    elif isinstance(node, list):
        for value in node:
            yield from inside(value)


def items(version: str, level: str) -> list[dict[str, Any]]:
    """Every item of a level, in order."""
    return [m for d in domains(version) for m in inside(d) if m.get("level") == level]


def ids(version: str, level: str) -> list[str]:
    """The id of every item of a level, in order."""
    return [item["id"] for item in items(version, level)]


def all_ids(version: str) -> list[str]:
    """The id of every item, domains included."""
    levels = ("standard", "key question", "prompt")
    below = [item_id for level in levels for item_id in ids(version, level)]
    return [d["domain"] for d in domains(version)] + below


def observations(version: str) -> dict[str, dict[str, Any]]:
    """Every observation by its id, with the item that it stands under."""
    return {
        o["id"]: o | {"under": m["id"]}
        for d in domains(version)
        for m in inside(d)
        for o in m.get("observations", [])
    }


def texts(version: str) -> list[dict[str, Any]]:
    """Every text, whatever it is the text of."""
    documents = [framework(version), *domains(version)]
    return [m for d in documents for m in inside(d) if "is" in m and "label" not in m]


def sources(version: str) -> dict[str, dict[str, Any]]:
    """Every source by its id."""
    return {source["id"]: source for source in framework(version)["sources"]}


def by_id(version: str, part: str) -> dict[str, dict[str, Any]]:
    """A list of framework.yaml by id."""
    return {entry["id"]: entry for entry in framework(version)[part]}


def squeezed(text: str) -> str:
    """A text with single spaces, without the report's markup and footnote numbers."""
    return " ".join(re.sub(r"[*]|<[^<>\d]{1,4}>|[⁰¹²³⁴-⁹]", "", text).split())


@cache
def report() -> str:
    """The summary report."""
    return squeezed((REFERENCE / "summary-report-2018-19.md").read_text("utf-8"))


def in_the_report(text: str) -> bool:
    """Whether the report has these words; three dots stand for words left out."""
    return all(squeezed(part) in report() for part in text.split("…"))


def test_every_file_fits_the_schema_that_its_first_line_names() -> None:
    assert yaml_files()
    for path in yaml_files():
        schema = json.loads(schema_of(path).read_text("utf-8"))
        jsonschema.Draft202012Validator(schema).validate(read(path, PlainLoader))


def test_no_file_uses_anchors_aliases_or_tags() -> None:
    for path in yaml_files():
        for token in yaml.scan(path.read_text("utf-8")):
            assert not isinstance(token, yaml.AnchorToken | yaml.AliasToken | yaml.TagToken), (
                path
            )


def test_ids_stay_the_same_where_an_editor_reads_numbers() -> None:
    for path in yaml_files():
        as_text, as_meant = read(path), read(path, PlainLoader)
        pairs = zip(inside(as_text), inside(as_meant), strict=True)
        assert all(a["id"] == b["id"] for a, b in pairs if "id" in a), path


@every_version
class TestStructure:
    """What facts are known of the structure is what stands in the files."""

    def test_three_domains(self, version: str) -> None:
        assert [d["domain"] for d in domains(version)] == ["1", "2", "3"]

    def test_twelve_standards(self, version: str) -> None:
        assert tuple(ids(version, "standard")) == STANDARD_IDS

    @pytest.mark.parametrize("provider_type", ["NPS", "CRC"])
    def test_ten_standards_for_each_type_of_provider(
        self, version: str, provider_type: str
    ) -> None:
        both = ["NPS", "CRC"]
        applying = [
            s for s in items(version, "standard") if provider_type in s.get("applies_to", both)
        ]
        assert len(applying) == 10
        assert all(d["applies_to"] == both for d in domains(version))

    def test_twenty_four_key_questions_under_their_standards(self, version: str) -> None:
        assert ids(version, "key question") == QUESTIONS
        for standard in items(version, "standard"):
            below = [q["id"] for q in standard.get("items", [])]
            assert all(item_id.startswith(f"{standard['id']}.") for item_id in below)

    def test_sixteen_prompts_under_their_key_questions(self, version: str) -> None:
        assert ids(version, "prompt") == PROMPTS
        for question in items(version, "key question"):
            below = [p["id"] for p in question.get("items", [])]
            assert all(item_id[:-1] == question["id"] for item_id in below)

    def test_every_id_is_used_once(self, version: str) -> None:
        counts = Counter([*all_ids(version), *observations(version)])
        assert counts.most_common(1)[0][1] == 1

    def test_questions_are_answered_in_the_sample_that_annex_b_names(
        self, version: str
    ) -> None:
        _, two, three = domains(version)
        standards = {s["id"]: s for s in three["items"]}
        assert two["sample"] == "case-supervision"
        assert [standards[s]["sample"] for s in ("3.1", "3.2", "4.1", "4.2")] == [
            "court-reports",
            "victim-work",
            "unpaid-work",
            "through-the-gate",
        ]
        own = {q["id"]: q["sample"] for q in items(version, "key question") if "sample" in q}
        assert own == {"3.2.3": "case-supervision", "3.2.4": "case-supervision"}

    def test_characteristics_are_of_outstanding_and_inadequate(self, version: str) -> None:
        for standard in items(version, "standard"):
            ratings = Counter(c["rating"] for c in standard.get("characteristics", []))
            of_domain_one = {"outstanding": 6, "inadequate": 5}
            assert ratings == (of_domain_one if standard["id"] in DOMAIN_ONE else {})

    def test_key_questions_and_prompts_stand_for_expectations_that_exist(
        self, version: str
    ) -> None:
        expectations = [e["id"] for e in framework(version)["expectations"]]
        asked = items(version, "key question") + items(version, "prompt")
        named = {e for item in asked for e in item["expectations"]}
        assert len(expectations) == 7
        assert named == set(expectations)

    def test_omitted_items_are_not_there(self, version: str) -> None:
        omitted = [o["item"] for o in framework(version)["omissions"]]
        assert len(omitted) == len(set(omitted))
        assert "3.1.2" in omitted
        assert not set(omitted) & set(all_ids(version))

    def test_prompts_before_a_printed_letter_are_there_or_declared_omitted(
        self, version: str
    ) -> None:
        known = {*PROMPTS, *(o["item"] for o in framework(version)["omissions"])}
        for prompt in PROMPTS:
            earlier = (chr(n) for n in range(ord("a"), ord(prompt[-1])))
            assert all(prompt[:-1] + letter in known for letter in earlier)

    def test_every_item_without_a_text_has_its_statement_declared_omitted(
        self, version: str
    ) -> None:
        omitted = {o["item"] for o in framework(version)["omissions"]}
        levels = ("standard", "key question", "prompt")
        silent = [i["id"] for level in levels for i in items(version, level) if "text" not in i]
        assert silent
        assert all(f"statement of {item_id}" in omitted for item_id in silent)


@every_version
class TestVocabulary:
    """Scales, bandings and samples are those of the report."""

    def test_scores_are_0_to_3(self, version: str) -> None:
        grades = by_id(version, "scales")["rating"]["lowest_first"]
        assert [(g["name"], g["score"]) for g in grades] == [
            ("Inadequate", "0"),
            ("Requires improvement", "1"),
            ("Good", "2"),
            ("Outstanding", "3"),
        ]

    @pytest.mark.parametrize(
        ("bands", "edges"),
        [("case bands", [0, 50, 65, 80]), ("overall bands", [0, 6, 16, 26])],
    )
    def test_bands_begin_where_the_report_has_them(
        self, version: str, bands: str, edges: list[int]
    ) -> None:
        declared = by_id(version, "bands")[bands]
        grades = [g["id"] for g in by_id(version, "scales")["rating"]["lowest_first"]]
        assert declared["rounding"] == "none"
        assert [int(e["from"]) for e in declared["edges"]] == edges
        assert [e["rating"] for e in declared["edges"]] == grades

    def test_what_was_published_of_a_band_begins_at_its_edge(self, version: str) -> None:
        for bands in framework(version)["bands"]:
            for edge in bands["edges"][1:]:
                assert re.search(r"\d+", edge["published"])[0] == edge["from"]  # type: ignore[index]

    def test_groups_are_within_domains(self, version: str) -> None:
        members = {g: e["members"] for g, e in by_id(version, "groups").items()}
        assert members == {
            "case question": {"level": "key question", "within": ["2", "3"]},
            "case standard": {"level": "standard", "within": ["2", "3"]},
            "organisational standard": {"level": "standard", "within": ["1"]},
        }

    def test_samples_belong_to_the_types_that_they_are_drawn_for(self, version: str) -> None:
        drawn = {s: e["applies_to"] for s, e in by_id(version, "samples").items()}
        assert drawn == {
            "case-supervision": ["NPS", "CRC"],
            "court-reports": ["NPS"],
            "victim-work": ["NPS"],
            "unpaid-work": ["CRC"],
            "through-the-gate": ["CRC"],
        }

    def test_strata_are_profile_columns(self, version: str) -> None:
        strata = {s["id"]: s.get("strata", []) for s in framework(version)["samples"]}
        assert strata == {
            "case-supervision": ["gender", "supervision_type", "rosh_level"],
            "court-reports": ["report_type", "allocation"],
            "victim-work": ["contact_taken_up"],
            "unpaid-work": ["gender", "rosh_level"],
            "through-the-gate": [],
        }
        for sample in framework(version)["samples"]:
            assert set(strata[sample["id"]]) <= {c["id"] for c in sample["profile"]}

    @with_the_report
    @pytest.mark.parametrize(
        ("sample", "table"),
        [
            ("case-supervision", "table-D1-case-supervision"),
            ("court-reports", "table-D2-court-reports"),
            ("unpaid-work", "table-D3-unpaid-work"),
            ("through-the-gate", "table-D4-through-the-gate"),
        ],
    )
    def test_profiles_are_those_of_annex_d(self, version: str, sample: str, table: str) -> None:
        published: dict[str, list[str]] = {}
        with (REFERENCE / "published" / f"{table}.csv").open(encoding="utf-8") as rows:
            for row in csv.DictReader(rows):
                if row["characteristic"] == "Factors linked to offending":
                    published[row["category"]] = ["Yes", "No"]
                elif row["category"]:
                    published.setdefault(row["characteristic"], []).append(row["category"])
        profile = {c["name"]: c for c in by_id(version, "samples")[sample]["profile"]}
        beyond = {"Report type", "Allocation"} & set(profile)
        assert {n: c["values"] for n, c in profile.items() if n not in beyond} == published

    @with_the_report
    def test_columns_may_be_blank_where_the_counts_of_annex_d_fall_short(
        self, version: str
    ) -> None:
        profile = by_id(version, "samples")["case-supervision"]["profile"]
        factors = [c["name"] for c in profile if "missing" not in c]
        with (REFERENCE / "published/table-D1-case-supervision.csv").open() as rows:
            whole = [
                r for r in csv.DictReader(rows) if r["characteristic"].startswith("Factors")
            ]
        assert factors == [r["category"] for r in whole]


@every_version
class TestSources:
    """Everything can be traced, and verbatim means verbatim."""

    def test_every_text_has_a_source_that_is_listed(self, version: str) -> None:
        assert len(texts(version)) > 90
        assert {t["source"] for t in texts(version)} <= set(sources(version))

    def test_whatever_else_names_a_source_names_one_that_is_listed(self, version: str) -> None:
        named = [m["source"] for m in inside(framework(version)) if "source" in m]
        assert set(named) <= set(sources(version))

    def test_every_citation_of_the_rules_is_listed(self, version: str) -> None:
        clauses = [line for line in rules(version).splitlines() if line.startswith("    ")]
        cited = [re.search(r"\[(.+)\]$", line) for line in clauses]
        assert all(cited)
        named = {name.strip() for c in cited if c for name in c[1].split(",")}
        assert named <= set(sources(version))

    def test_citations_in_comments_and_advice_are_listed(self, version: str) -> None:
        text = (STANDARDS / version / "framework.yaml").read_text("utf-8")
        comments = "\n".join(re.findall(r"#.*", text))
        for citation in re.findall(r"\[([^\]]+)\]", comments):
            assert {c.strip() for c in citation.split(",")} <= set(sources(version))

    def test_no_two_sources_share_an_id(self, version: str) -> None:
        listed = [s["id"] for s in framework(version)["sources"]]
        assert len(listed) == len(set(listed))

    def test_observations_are_paraphrased(self, version: str) -> None:
        assert {o["text"].get("wording") for o in observations(version).values()} == {
            "paraphrased"
        }

    @with_the_report
    def test_verbatim_texts_stand_in_the_report(self, version: str) -> None:
        verbatim = [
            t["is"] for t in texts(version) if t.get("wording", "verbatim") == "verbatim"
        ]
        assert len(verbatim) > 60
        assert [words for words in verbatim if not in_the_report(words)] == []

    @with_the_report
    def test_quotes_stand_in_the_report(self, version: str) -> None:
        quoted = [
            s["quote"]
            for s in framework(version)["sources"]
            if s["document"].startswith(REPORT)
        ]
        assert [words for words in quoted if not in_the_report(words)] == []

    @with_the_report
    def test_selections_names_and_bands_stand_in_the_report(self, version: str) -> None:
        words = [s["selection"] for s in framework(version)["samples"]]
        words += [e["published"] for b in framework(version)["bands"] for e in b["edges"]]
        words += [e["name"] for e in framework(version)["expectations"]]
        words += [s["name"] for s in items(version, "standard")]
        assert [w for w in words if not in_the_report(w)] == []

    @with_the_report
    def test_key_questions_and_prompts_stand_in_annex_f_under_their_codes(
        self, version: str
    ) -> None:
        annex_f = report().rpartition("Annex F: Index of figures")[2]
        for item in items(version, "key question") + items(version, "prompt"):
            if item["text"]["source"] == "Annex F":
                code = re.sub(r"([a-z])$", r"(\1)", item["id"])
                assert f"{code} {squeezed(item['text']['is'])}" in annex_f

    @with_the_report
    def test_every_question_of_annex_f_is_there(self, version: str) -> None:
        annex_f = report().rpartition("Annex F: Index of figures")[2]
        codes = re.findall(r"\b(\d\.\d\.\d(?:\([a-z]\))?) [A-Z]", annex_f)
        printed = {code.replace("(", "").replace(")", "") for code in codes}
        assert printed == {*ids(version, "key question"), *ids(version, "prompt")}

    @with_the_report
    def test_every_published_observation_is_there(self, version: str) -> None:
        with (REFERENCE / "published/statements.csv").open(encoding="utf-8") as rows:
            levels = ("observation", "outcome")
            wanted = [row for row in csv.DictReader(rows) if row["level"] in levels]
        assert wanted
        for row in wanted:
            assert observations(version)[row["item"]]["text"]["source"] == row["page_section"]

    @with_the_report
    def test_nothing_is_quoted_from_memory(self, version: str) -> None:
        facts = (REFERENCE / "facts.md").read_text("utf-8")
        blocks = re.findall(r"^#### [AB]\d-R\..*?```(.*?)```", facts, re.DOTALL | re.MULTILINE)
        lines = [line for block in blocks for line in block.splitlines()]
        recalled = [
            re.sub(r"^[\s\d.]*(\([a-z]\))?\s*|[?.]?(\s+\(.*)?$", "", li) for li in lines
        ]
        unconfirmed = [r for r in recalled if len(r) > 30 and not in_the_report(r)]
        folder = STANDARDS / version
        files = [*folder.rglob("*.yaml"), folder / "ratings.rules", STANDARDS / "README.md"]
        shipped = " ".join(squeezed(path.read_text("utf-8")) for path in files).lower()
        assert len(blocks) == 2
        assert len(unconfirmed) > 60
        assert [r for r in unconfirmed if squeezed(r).lower() in shipped] == []


class TestSecondRound:
    """What is known of 2019-20, and how it relates to 2018-19."""

    def test_the_question_about_rehabilitation_is_paraphrased_from_a_footnote(self) -> None:
        new = next(q for q in items("2019-20", "key question") if q["id"] == "4.1.3")
        assert new["text"]["source"] == "note 17"
        assert new["text"]["wording"] == "paraphrased"
        assert "inferred" in new["notes"]

    def test_no_other_question_differs(self) -> None:
        def words(version: str) -> dict[str, Any]:
            asked = items(version, "key question") + items(version, "prompt")
            return {item["id"]: item["text"] for item in asked}

        first, second = words("2018-19"), words("2019-20")
        assert {item_id for item_id in first if first[item_id] != second[item_id]} == {"4.1.3"}

    def test_words_of_the_first_round_say_that_they_are_taken_to_continue(self) -> None:
        known = {"note 1", "note 17", "enhanced model"}
        carried = {
            s["section"]
            for s in framework("2019-20")["sources"]
            if s["document"].startswith(REPORT) and s["id"] not in known
        }
        assert all(section.endswith("(2018-19, taken to continue)") for section in carried)

    def test_the_rules_differ_by_one_clause(self) -> None:
        def clauses(version: str) -> list[str]:
            lines = rules(version).splitlines()
            return [" ".join(li.split()) for li in lines if li and not li.startswith("#")]

        added = "not rated if inspection incomplete [decision 8]"
        assert clauses("2019-20") == [*clauses("2018-19"), added]

    def test_only_the_second_round_asks_whether_the_inspection_is_complete(self) -> None:
        assert "inputs" not in framework("2018-19")
        assert [i["id"] for i in framework("2019-20")["inputs"]] == ["inspection incomplete"]

    def test_only_the_second_round_gives_a_notice_about_domain_one(self) -> None:
        assert "notices" not in framework("2018-19")
        assert [n["id"] for n in framework("2019-20")["notices"]] == ["judged-above-cases"]


class TestCrosswalk:
    """Every item of both versions is accounted for once."""

    crosswalk = read(STANDARDS / "2019-20" / "crosswalk.yaml")

    def test_it_leads_from_the_first_round_to_the_second(self) -> None:
        assert self.crosswalk["crosswalk"] == {"from": "2018-19", "to": "2019-20"}

    @pytest.mark.parametrize(("side", "version"), [("from", "2018-19"), ("to", "2019-20")])
    def test_every_item_stands_in_one_entry(self, side: str, version: str) -> None:
        listed = [item_id for entry in self.crosswalk["items"] for item_id in entry[side]]
        assert sorted(listed) == sorted(all_ids(version))

    def test_items_pair_up_with_items_of_the_same_code(self) -> None:
        assert all(entry["from"] == entry["to"] for entry in self.crosswalk["items"])

    def test_only_the_unpaid_work_question_is_replaced_and_it_does_not_compare(self) -> None:
        changed = [e for e in self.crosswalk["items"] if e["relation"] != "same"]
        assert [(e["from"], e["relation"], e["comparable"]) for e in changed] == [
            (["4.1.3"], "replaced", "no")
        ]

    def test_every_entry_says_why_and_where_that_is_known_from(self) -> None:
        assert all(e["because"] for e in self.crosswalk["items"])
        assert {e["source"] for e in self.crosswalk["items"]} <= set(sources("2019-20"))
