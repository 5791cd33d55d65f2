"""Each gate: what it lets pass and what it stops."""

from __future__ import annotations

import msgspec
import pytest

from stetmark.items.gate_lexicon import english_gate
from stetmark.items.gates import ITEM_GATES, TEXT_GATES, check_item, check_text
from stetmark.misspelling.channel import Channel
from stetmark.records import GoldEdit, Item

CHANNEL = Channel()
FILLER = " The morning was quiet and the harbor lay still while the boats came slowly home with the last of the light."


def item(
    reference: str, *edits: tuple[str, str], tier: str = "medium", kind: str = "omission", **fields
) -> Item:
    """An item whose source has each right text replaced by a wrong one, in order."""
    reference += FILLER
    source, gold, shift, at = reference, [], 0, 0
    for right, wrong in edits:
        at = reference.index(right, at)
        start = at + shift
        source = source[:start] + wrong + source[start + len(right) :]
        gold.append(GoldEdit(start=start, end=start + len(wrong), replacement=right, kind=kind))
        shift += len(wrong) - len(right)
        at += len(right)
    return Item(id="i", lang="en", tier=tier, source=source, reference=reference, edits=tuple(gold), **fields)


def failed(it: Item) -> set[str]:
    """Names of the gates that an item fails."""
    return {problem.gate for problem in check_item(it, english_gate(), CHANNEL)}


def test_a_fair_item_passes():
    """A plain misspelling with one best correction fails nothing."""
    assert failed(item("It is necessary to wait.", ("necessary", "necesary"))) == set()


@pytest.mark.parametrize(
    ("text", "gate"),
    [
        ("Two  spaces stand here." + FILLER, "double_space"),
        ('One "quote opens.' + FILLER, "quotes"),
        ("A bracket (opens and stays." + FILLER, "quotes"),
        ("“Never closed." + FILLER, "quotes"),
        ("Cafe\u0301 is not composed." + FILLER, "nfc"),
        ("A zero\u200bwidth space." + FILLER, "control"),
        ("Too short.", "length"),
        ("It is neccesary to wait." + FILLER, "spelling"),
        ("We met Grelmund once." + FILLER, "spelling"),
    ],
)
def test_text_gates_stop(text, gate):
    """One text for each thing that makes a clean text unclean."""
    problem = check_text(text, "en", english_gate())
    assert problem is not None
    assert problem.gate == gate


@pytest.mark.parametrize(
    "text",
    [
        "We met Grelmund and lost Grelmund's hat." + FILLER,
        "See (a) the list, 1) the first and b) the second." + FILLER,
        "The model SigLIP and the GPU are names." + FILLER,
        "Run `teh  comand` and see https://exmaple.org/teh now." + FILLER,
        "The honourable neighbour organised it in colour." + FILLER,
        "“First paragraph.\n\n“Second paragraph,” he said." + FILLER,
        "“First paragraph.\n\n“Second paragraph.\n\n“Third paragraph,” he said." + FILLER,
        "Don't, can't, we'll, they've, the boats' sails." + FILLER,
        "```\nx  =  1\n```\n\n" + FILLER,
    ],
)
def test_text_gates_pass(text):
    """Names seen twice, list signs, code, British spelling, quotations over paragraphs."""
    assert check_text(text, "en", english_gate()) is None


def test_a_form_that_is_a_word():
    """then for than is not a misspelling unless the tier says so."""
    assert failed(item("It is more than this.", ("than", "then"))) == {"nonword"}
    assert failed(item("It is more than this.", ("than", "then"), tier="real-word")) == set()


def test_two_words_could_be_meant():
    """ther may be there, their or then."""
    assert "one_best" in failed(item("We saw there a boat.", ("there", "ther")))


def test_neighbours_are_too_close():
    """Between two misspellings stands at least one untouched word."""
    assert "apart" in failed(
        item("It is necessary because of rain.", ("necessary", "necesary"), ("because", "becuase"))
    )
    assert (
        failed(
            item("It is necessary now because of rain.", ("necessary", "necesary"), ("because", "becuase"))
        )
        == set()
    )


@pytest.mark.parametrize(
    "reference",
    [
        'He said "this is necessary [sic]" and left.',
        "Run `make necessary` now.",
        "See https://example.org/necessary for it.",
        "With $necessary = 1$ it holds.",
        "In \\label{necessary} cases.",
        'A <b class="necessary">word</b> here.',
        "Then {% block necessary %} begins.",
        "See [[necessary page]] for it.",
        "See ./necessary and go on.",
        "Look in ~/etc/necessary for it.",
        "It is in src/necessary/parts now.",
        "Then call necessary(); and wait.",
        "Start it with size=necessary at once.",
        "Ask for it by --necessary only.",
        "Open the file necessary.txt first.",
    ],
)
def test_protected_stretches(reference):
    """Nothing is planted in quoted errors, code, addresses, formulas, commands and tags."""
    assert failed(item(reference, ("necessary", "necesary"))) == {"protected"}


@pytest.mark.parametrize(
    "reference",
    [
        "He said “this is necessary” and left.",
        "He found ‘a most necessary thing’ there.",
        "In \\emph{necessary} cases.",
        "See [the necessary page](a.html) for it.",
    ],
)
def test_prose_in_constructs(reference):
    """A quotation, a link's text, words in emphasis are prose: an edit there is fair."""
    assert failed(item(reference, ("necessary", "necesary"))) == set()


def test_what_the_document_knew():
    """A stretch that the item records as code is out of bounds, though its text shows nothing."""
    plain = item("Then call necessary and wait.", ("necessary", "necesary"))
    assert failed(plain) == set()
    assert failed(msgspec.structs.replace(plain, not_prose=((10, 19),))) == {"protected"}


def test_names_and_numbers_are_protected():
    """A name cannot be guessed back, nor a number."""
    assert "protected" in failed(item("Then Grelmund met Grelmund again.", ("Grelmund", "Grelmnud")))
    assert "protected" in failed(item("It was 1984 then.", ("1984", "1994")))


def test_a_word_with_a_twin():
    """behavour could be mended to either spelling, unless both are accepted."""
    it = item("Their behavior was good.", ("behavior", "behavour"))
    assert "variety" in failed(it)
    edit = it.edits[0]
    taken = GoldEdit(start=edit.start, end=edit.end, replacement=edit.replacement, accept=("behaviour",))
    assert failed(Item(id="i", lang="en", source=it.source, reference=it.reference, edits=(taken,))) == set()


def test_undoing_must_give_the_reference():
    """An edit list that leads elsewhere is found."""
    it = item("It is necessary to wait.", ("necessary", "necesary"))
    broken = Item(id="i", lang="en", source=it.source, reference=it.reference + "!", edits=it.edits)
    assert failed(broken) == {"invertible"}


def test_spans_must_lie_inside():
    """Offsets past the end are found before anything else is asked of them."""
    it = item("It is necessary to wait.", ("necessary", "necesary"))
    edits = (GoldEdit(start=5, end=9999, replacement="x"),)
    assert "spans" in failed(Item(id="i", lang="en", source=it.source, reference=it.reference, edits=edits))


def test_a_clean_item_has_nothing_to_mend():
    """A tier is a promise."""
    assert failed(item("It is necessary.", ("necessary", "necesary"), tier="clean")) == {"tier"}
    assert failed(item("It is necessary.", tier="medium")) == {"tier"}
    assert failed(item("It is necessary.", tier="clean")) == set()


def test_stet_may_be_odd():
    """Dialect and misspelt quotations are the point of the tier."""
    assert failed(item("Ye'll no find thon  road, \"he said.", tier="stet")) == set()


def test_an_item_without_a_source_is_checked_as_a_text():
    """An imported reference has no edits to ask about."""
    assert failed(Item(id="i", lang="en", reference="It is neccesary." + FILLER)) == {"spelling"}


def test_edits_are_found_where_none_are_recorded():
    """Source and reference are compared, and every gate of items is asked of what differs."""
    made = item(
        "There are houses of the old kind.", ("There", "Ther"), ("houses", "houss"), ("of the", "ofhten")
    )
    found = check_item(msgspec.structs.replace(made, edits=None), english_gate(), CHANNEL)
    assert all(problem.derived for problem in found)
    details = " ".join(problem.detail for problem in found)
    assert {problem.gate for problem in found} == {"one_best", "glued", "apart"}
    assert all(form in details for form in ("'Ther'", "'houss'", "'ofhten'"))


def test_a_fair_item_without_recorded_edits_passes():
    """Comparing finds the same places that were recorded."""
    made = item("It is necessary to wait.", ("necessary", "necesary"))
    assert failed(msgspec.structs.replace(made, edits=None)) == set()


def test_a_lost_space_is_fair_and_a_slip_besides_is_not():
    """ "ofthe" leaves no doubt; "ofhten" could be one word as well as two."""
    assert failed(item("Most of the boats came.", ("of the", "ofthe"), kind="join")) == set()
    assert failed(item("Most of the boats came.", ("of the", "ofhten"), kind="join")) == {"glued"}


def test_every_gate_has_a_name_of_its_own():
    """Names are what --skip and the summary table use."""
    assert not set(TEXT_GATES) & set(ITEM_GATES)


def problems(source, reference, edits, lang="en", **item):
    """The names of the item gates that fail, text gates aside."""
    made = Item(id="i", source=source, reference=reference, edits=edits, lang=lang, **item)
    skip = ("nfc", "control", "length", "double_space", "quotes", "spelling", "one_best")
    return [problem.gate for problem in check_item(made, None, Channel(), skip=skip)]


@pytest.mark.parametrize(
    ("form", "meant", "gates"),
    [
        ("ofthe", "of the", []),
        ("ofhten", "of the", ["glued"]),
        ("a", "I a", []),
        ("ab", "I a", ["glued"]),
    ],
)
def test_words_run_together_with_a_slip_besides_are_unfair(form, meant, gates):
    """Nobody sees where one ends; a single letter is no word run into another."""
    source = f"We went {form} mill."
    edit = GoldEdit(start=8, end=8 + len(form), replacement=meant)

    assert problems(source, f"We went {meant} mill.", (edit,)) == gates


@pytest.mark.parametrize(
    ("reference", "word", "gates"),
    [
        ("Now run `make all` for the rest.", "all", ["protected"]),
        ("Now run `make` for all the rest.", "for", []),
        ("Now see $x$ for all the rest.", "for", []),
        ("He wrote “come on in” [sic] to the rest.", "come", ["protected"]),
        ("Now for the 2nd time we went.", "2nd", ["protected"]),
    ],
)
def test_nothing_is_planted_out_of_bounds(reference, word, gates):
    """In code, in a quoted error, in a number; what stands right after it is prose."""
    start = reference.index(word)
    source = reference.replace(word, "xx", 1)

    assert problems(source, reference, (GoldEdit(start=start, end=start + 2, replacement=word),)) == gates


def test_an_edit_that_ends_in_code_is_out_of_bounds():
    """Its first letter may be prose."""
    reference = "Now run a `make` for the rest."
    start = reference.index("a `make`")
    edit = GoldEdit(start=start, end=start + 2, replacement="a `make`")

    assert "protected" in problems(reference.replace("a `make`", "xx"), reference, (edit,))


def test_spelling_is_asked_only_where_there_is_a_list_and_words_have_spaces():
    """French without a list and Chinese with one are not looked up."""
    text = "Le moulin est sur la colline et le chien voit un bateau dans le petit lac."
    assert check_text(text, "fr", None, skip=("length",)) is None
    chinese = "我们明天 zzxqk 再来这里看看。"
    assert check_text(chinese, "zh", english_gate(), skip=("length",)) is None
    assert check_text("We see zzxqk here.", "en", english_gate(), skip=("length",)).gate == "spelling"
