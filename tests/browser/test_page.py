"""The page in a real browser: what a reader sees, presses, links to."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import pytest

from stetmark.records import Answer, Score

pytestmark = pytest.mark.browser

Test = Callable[[Score], bool]


def visible(page: Any) -> tuple[int, list[tuple[str, str, str]]]:
    """Count the items and list the answers (item, system, repeat) over all pages of the list."""
    n_items, answers = 0, []
    while True:
        got = page.evaluate(
            """() => [document.querySelectorAll('#list article').length,
                [...document.querySelectorAll('#list .answer')].filter(x => x.checkVisibility()).map(
                  x => [x.closest('article').dataset.id, x.dataset.system, x.dataset.repeat])]"""
        )
        n_items += got[0]
        answers += [tuple(a) for a in got[1]]
        on = page.locator(".pager").first.locator("button").nth(1)
        if not on.is_visible() or on.is_disabled():
            return n_items, answers
        on.click()


def expected(
    made, test: Test, items: Iterable[str] | None = None, *, failed: bool = False
) -> list[tuple[str, str, str]]:
    """The answers that scores.jsonl says match (and those that gave no answer, where these count too)."""
    kept = {i.id for i in made.items} if items is None else set(items)
    answers: list[Score | Answer] = [s for s in made.scores if s.item in kept and test(s)]
    if failed:
        answers += [a for a in made.answers if a.outcome == "failed" and a.item in kept]
    return sorted((a.item, a.system, str(a.repeat)) for a in answers)


def missed(s: Score) -> bool:
    """Whether a gold edit was missed."""
    return any(e.verdict == "missed" for e in s.edits)


VERDICTS: dict[str, Test] = {
    "exact": lambda s: s.exact,
    "strict": lambda s: s.strict,
    "wrapped": lambda s: s.exact and not s.strict,
    "wrong": lambda s: not s.exact,
    "missed": missed,
    "miscorrected": lambda s: any(e.verdict == "miscorrected" for e in s.edits),
    "unneeded": lambda s: bool(s.changes),
    "unassessable": lambda s: not s.assessable,
}


@pytest.mark.parametrize("verdict", VERDICTS)
def test_filter_by_verdict_shows_what_the_scores_say(open_page, run, made, verdict):
    """After each filter the visible rows are those that a count over scores.jsonl gives."""
    page = open_page(run)
    page.check(f'input[data-key="v"][value="{verdict}"]')

    n_items, answers = visible(page)

    wanted = expected(made, VERDICTS[verdict])
    assert sorted(answers) == wanted
    assert n_items == len({a[0] for a in wanted})
    assert f"{len(wanted)} of {len(made.answers)} answers" in page.inner_text("#status")


def test_filters_by_class_tier_language_and_system_combine(open_page, run, made):
    """Answers must match within each group and across groups."""
    page = open_page(run)
    page.check('input[data-key="c"][value="case"]')
    page.check('input[data-key="c"][value="inserted"]')
    page.check('input[data-key="s"][value="gamma:polisher-xl-instruct-2026-10"]')
    page.check('input[data-key="t"][value="heavy"]')
    page.check('input[data-key="l"][value="en"]')

    _, answers = visible(page)

    items = [i.id for i in made.items if i.tier == "heavy" and i.lang == "en"]
    assert answers
    assert sorted(answers) == expected(
        made,
        lambda s: s.system.startswith("gamma") and any(c.class_ in ("case", "inserted") for c in s.changes),
        items,
    )


def test_systems_disagree_and_search(open_page, run, made):
    """`d` keeps items with right and wrong answers; a search looks in texts and answers."""
    page = open_page(run)
    page.keyboard.press("d")
    _, answers = visible(page)
    split = {
        i.id
        for i in made.items
        if len({s.exact for s in made.scores if s.item == i.id}) == 2
    }  # fmt: skip
    assert sorted(answers) == expected(made, lambda _: True, split, failed=True)
    page.keyboard.press("c")

    page.keyboard.press("/")
    page.keyboard.type("Kettle")
    n_items, _ = visible(page)
    assert n_items == sum("kettle" in i.reference.lower() for i in made.items)
    page.fill("#search", "no such words")
    assert page.inner_text("#status") == "Nothing matches these filters."
    page.click("#clear")
    assert f"{len(made.items)} of {len(made.items)} items" in page.inner_text("#status")


def test_calls_without_an_answer_are_shown_apart(open_page, run, made):
    """A failed call is a row of its own with what went wrong, never a wrong answer."""
    page = open_page(run)
    page.check('input[data-key="v"][value="unscored"]')

    _, answers = visible(page)

    assert sorted(answers) == expected(made, lambda _: False, failed=True)
    assert "HTTP 503 <busy>" in page.text_content("#list")


def test_every_drawn_span_is_its_slice_of_the_reply(open_page, run, made):
    """Emoji, combining marks, Chinese and right-to-left text: each span's text is what the reply has there."""
    page = open_page(run)
    hypotheses = {(s.item, s.system, str(s.repeat)): s for s in made.scores}
    replies = {(a.item, a.system, str(a.repeat)): a.reply for a in made.answers}
    n_spans = n_astral = 0
    for number in range(4):
        drawn = page.evaluate(
            """() => [...document.querySelectorAll('.answer')].filter(x => x.querySelector('.drawn')).map(x => ({
                key: [x.closest('article').dataset.id, x.dataset.system, x.dataset.repeat],
                whole: [...x.querySelector('.drawn').childNodes].map(
                  n => n.nodeType === 3 || n.classList.contains('inv') || n.classList.contains('middle') ? n.textContent
                    : n.querySelector?.('.h')?.textContent ?? '').join(''),
                spans: [...x.querySelectorAll('.h')].map(h => [+h.dataset.hs, +h.dataset.he, h.textContent]) }))"""
        )
        for answer in drawn:
            score = hypotheses[tuple(answer["key"])]
            reply = replies[tuple(answer["key"])]
            units = reply.encode("utf-16-le")
            start = len(reply[: score.hypothesis_start].encode("utf-16-le")) // 2
            assert answer["whole"] == score.hypothesis
            for hs, he, text in answer["spans"]:
                assert text == units[2 * (start + hs) : 2 * (start + he)].decode("utf-16-le")
                n_spans += 1
                n_astral += any(c > "\uffff" for c in reply[: score.hypothesis_start + hs])
        if number < 3:
            page.locator(".pager").first.locator("button").nth(1).click()
    assert n_spans > 200
    assert n_astral > 10


def test_language_switch_reaches_every_text(open_page, run):
    """Chinese everywhere, back to English, and nothing left untranslated."""
    page = open_page(run)
    english = page.inner_text("main")
    page.click('[data-lang="zh"]')
    assert page.evaluate("document.documentElement.lang") == "zh-Hans"
    chinese = page.inner_text("main")
    for word in ("排行榜", "完全正确", "召回率", "多改", "逐题逐答", "审题", "方法卡", "筛选", "定义"):
        assert word in chinese
    for word in ("Leaderboard", "Unneeded", "miscorrected", "Method card", "{0}", "Select a heading"):
        assert word not in chinese
    assert page.get_attribute("#search", "placeholder") == "原文、题号或回答"
    page.click('[data-lang="en"]')
    assert page.inner_text("main") == english


def test_sorting_by_heading(open_page, run):
    """A press sorts by the figure, a second turns it round, what has no figure stands last, and it is said."""
    page = open_page(run)
    column = "table.board tbody tr td.{}"

    def values(name: str) -> list[str]:
        return page.eval_on_selector_all(column.format(name), "cells => cells.map(c => c.dataset.v)")

    page.click('th[data-key="precision"] button')
    falling = values("precision")
    numbers = [float(v) for v in falling if v]
    assert numbers == sorted(numbers, reverse=True)
    assert falling[-1] == ""
    assert page.get_attribute('th[data-key="precision"]', "aria-sort") == "descending"
    assert page.locator("table.board [aria-sort]").count() == 1
    assert page.inner_text("#said") == "Sorted by Precision, descending"
    page.click('th[data-key="precision"] button')
    rising = values("precision")
    assert [float(v) for v in rising if v] == sorted(numbers)
    assert rising[-1] == ""
    page.click('th[data-key="unneeded"] button')
    unneeded = [float(v) for v in values("unneeded")]
    assert unneeded == sorted(unneeded)


def test_keyboard_goes_through_the_items(open_page, run, made):
    """`j` and `k` move item by item, over the end of a page and back; the focus goes along."""
    page = open_page(run)
    order = [i.id for i in made.items]
    for _ in range(12):
        page.keyboard.press("j")
    current = (
        "() => [document.querySelector('article.current')?.dataset.id, document.activeElement.dataset.id]"
    )
    assert page.evaluate(current) == [order[11], order[11]]
    assert "Page 2 of 4" in page.locator(".pager").first.inner_text()
    page.keyboard.press("k")
    page.keyboard.press("k")
    assert page.evaluate(current) == [order[9], order[9]]
    assert f"i={order[9]}" in page.url
    for _ in range(3):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.tagName") == "A"


def test_every_finding_has_an_address(open_page, run, made):
    """A link to a finding opens the page at that finding, on another page of the list, in another language."""
    page = open_page(run, "#p=3")
    link = page.locator(".findings a").nth(2)
    said = link.text_content()
    link.click()
    target = page.locator(".f.target")
    assert target.count() == 1
    text = target.locator(".h, .was").first.inner_text()
    address = page.url[page.url.index("#") :]
    again = open_page(run, address)
    assert again.locator(".f.target").count() == 1
    assert again.locator(".f.target .h, .f.target .was").first.inner_text() == text
    assert again.locator(".f.target").evaluate(
        "e => { const r = e.getBoundingClientRect(); return r.top >= 0 && r.bottom <= innerHeight }"
    )
    chinese = open_page(run, address + "&lang=zh")
    assert chinese.locator(".f.target").count() == 1
    assert said
    assert "排行榜" in chinese.inner_text("main")


def test_filters_live_in_the_address(open_page, run, made):
    """A filtered view can be linked; a link to an item that the filter hides lifts the filter."""
    page = open_page(run, "#v=missed&s=local%3Acopy")
    _, answers = visible(page)
    assert sorted(answers) == expected(made, lambda s: s.system == "local:copy" and missed(s))
    clean = next(i.id for i in made.items if i.tier == "clean")
    lifted = open_page(run, f"#v=missed&i={clean}")
    assert lifted.locator("article.current").get_attribute("data-id") == clean
    assert not lifted.is_checked('input[data-key="v"][value="missed"]')


def test_audit_leads_to_the_item(open_page, run):
    """A place in the audit is linked to its item."""
    page = open_page(run)
    link = page.locator(".audit a.at").first
    name = link.inner_text()
    link.click()
    assert page.locator("article.current").get_attribute("data-id") == name


@pytest.mark.parametrize("width", [390, 768, 1024, 1440])
def test_nothing_runs_out_of_the_page(open_page, run, width):
    """From phone to desk the page itself never scrolls sideways."""
    page = open_page(run, width=width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("hash_", "width"), [("#v=wrong", 1280), ("#lang=zh", 390)])
def test_axe_finds_nothing(open_page, run, scheme, hash_, width):
    """axe-core, all its rules, light and dark, wide and narrow, both languages: no violation."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs axe-playwright-python")
    page = open_page(run, hash_, width=width, scheme=scheme, bypass_csp=True)
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    found = axe.Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_hostile_texts_do_nothing(open_page, hostile):
    """No script ran, no image was made, no dialog opened; the texts are there, as texts."""
    page = open_page(hostile, "#v=wrong")
    assert page.evaluate("window.owned") is None
    assert page.locator("main img, main script, main iframe").count() == 0
    assert "<img src=x onerror=" in page.text_content("#list")
    assert "{{ 7*7 }}" in page.text_content("#list")
    names = page.eval_on_selector_all("#list .inv", "all => all.map(x => x.dataset.name)")
    assert {"RLO", "ZWSP", "NBSP", "U+001B"} <= set(names)


def test_without_javascript_the_tables_stand(open_page, run):
    """Leaderboard, classes, tiers, audit and method can be read; the page says what is missing."""
    page = open_page(run, java_script_enabled=False)
    text = page.inner_text("main")
    for word in (
        "alpha:careful-1",
        "97.5",
        "Unneeded changes by class",
        "Audit",
        "Method card",
        "JavaScript",
    ):
        assert word in text
    assert not page.locator(".explorer").is_visible()


def test_print_holds_tables_and_items(open_page, run):
    """On paper the switches go, tables and items stay, in dark ink on white."""
    page = open_page(run, scheme="dark")
    page.emulate_media(media="print", color_scheme="light")
    assert not page.locator("#filters").is_visible()
    assert page.locator("table.board").is_visible()
    assert page.locator("article.item").first.is_visible()
    assert len(page.pdf()) > 20_000


def test_long_and_two_way_items(open_page, tmp_path):
    """A 10,000-word text is folded between findings and opens whole; without a source the reference stands."""
    import random

    import msgspec

    from report.made import Made, write_run
    from stetmark.judging.judge import score_text
    from stetmark.records import Item, Manifest
    from stetmark.report.write import write_report
    from stetmark.store import RunFolder

    rng = random.Random(5)
    words = "the harbour master keeps a ledger of every vessel that enters before dawn 😀".split()
    reference = " ".join(rng.choice(words) for _ in range(10_000))
    reply = reference.replace("vessel", "ship", 1) + " and more"
    made = Made(
        manifest=Manifest(stetmark="0", created="2026-11-22", items_sha256="0" * 64),
        items=[
            Item(id="long", source=reference.replace("keeps", "kepes", 2), reference=reference, lang="en"),
            Item(id="two-way", reference="Only this is known.", lang="en"),
        ],
    )
    for item, text in zip(made.items, (reply, "Only that is known."), strict=True):
        score = score_text(item.source, item.reference, text)
        made.scores.append(msgspec.structs.replace(score, item=item.id, system="s"))
        made.answers.append(Answer(item=item.id, system="s", outcome="complete", reply=text))
    path = write_run(made, tmp_path / "run")
    write_report(RunFolder.open(path))

    page = open_page(path, "#i=long")

    drawn = page.locator('article[data-id="long"] .drawn')
    assert drawn.bounding_box()["height"] < 2000
    while drawn.locator(".fold").count():
        drawn.locator(".fold").first.click()
    assert drawn.bounding_box()["height"] > 5000
    two_way = page.locator('article[data-id="two-way"]').text_content()
    assert "Reference" in two_way
    assert "misspellings" not in two_way
    assert "became" in two_way
