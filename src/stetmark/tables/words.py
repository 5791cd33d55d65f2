"""Verdict and diagnosis of one answer in words, English and Chinese."""

from __future__ import annotations

from collections import Counter

from stetmark.records import SCORED_OUTCOMES, Score

__all__ = ["CLASS_NAMES", "FLAG_NAMES", "diagnosis_text", "verdict_text"]

#: class -> (English, Chinese)
CLASS_NAMES: dict[str, tuple[str, str]] = {
    "unicode": ("Unicode form", "Unicode 编码形式"),
    "dash": ("dash", "破折号"),
    "quote": ("quote mark", "引号"),
    "width": ("full/half width", "全半角"),
    "whitespace": ("whitespace", "空白"),
    "split_join": ("word split or joined", "词的分合"),
    "case": ("case", "大小写"),
    "hyphen": ("hyphen", "连字符"),
    "markup": ("markup", "标记"),
    "number_value": ("different number", "数值改变"),
    "number_form": ("number format", "数字写法"),
    "punctuation": ("punctuation", "标点"),
    "spelling_variant": ("US/UK spelling", "英美拼写"),
    "script_variant": ("simplified/traditional", "简繁"),
    "typo_introduced": ("new misspelling", "新增错字"),
    "unplanted_fix": ("fix of an unplanted error", "改了未预设的错"),
    "inflection": ("inflection", "词形"),
    "inserted": ("words added", "增词"),
    "deleted": ("words dropped", "删词"),
    "moved": ("words moved", "移位"),
    "reworded": ("reworded", "换词"),
    "rewrite": ("rewritten passage", "整段改写"),
}

#: envelope flag -> (English, Chinese)
FLAG_NAMES: dict[str, tuple[str, str]] = {
    "preamble": ("text before the answer", "有前言"),
    "postamble": ("text after the answer", "有后语"),
    "fence": ("code fence", "代码围栏"),
    "solution_tag": ("solution tag", "solution 标签"),
    "tag": ("wrapped in a tag", "外加标签"),
    "json": ("wrapped in JSON", "外加 JSON"),
    "quoted": ("wrapped in quotes", "外加引号"),
    "marked": ("wrapped in markup", "外加标记"),
    "think_block": ("thinking shown", "含思考过程"),
    "control_token": ("control tokens", "控制符"),
    "duplicated": ("text repeated", "重复输出"),
    "source_echoed": ("source repeated", "复述原文"),
    "truncated": ("cut off", "被截断"),
    "empty": ("empty", "空回答"),
    "refused": ("refused", "拒答"),
    "translated": ("translated", "译成了其他语言"),
    "rewritten": ("rewritten", "整体改写"),
}

_VERDICTS = {
    "strict": ("right", "正确"),
    "exact": ("right, but wrapped", "正确（有多余包装）"),
    "wrong": ("wrong", "错误"),
    "none": ("not scored", "未评分"),
}
_OUTCOMES = {"filtered": ("filtered", "被过滤"), "failed": ("call failed", "调用失败")}
_SHOWN = 6  # findings spelt out in one cell


def verdict_text(score: Score | None, lang: str = "en") -> str:
    """Return the verdict of one answer in one to three words."""
    which = "none" if score is None else "strict" if score.strict else "exact" if score.exact else "wrong"
    return _VERDICTS[which][lang == "zh"]


def diagnosis_text(score: Score | None, outcome: str = "complete", lang: str = "en") -> str:
    """Return why an answer is not right: envelope, gold edits not corrected, unneeded changes."""
    zh = lang == "zh"
    if score is None:
        return _OUTCOMES[outcome][zh] if outcome not in SCORED_OUTCOMES else ""
    parts = [FLAG_NAMES[flag][zh] if flag in FLAG_NAMES else flag for flag in score.envelope]
    if score.assessable:
        parts += _edit_parts(score, zh=zh) + _change_parts(score, zh=zh)
    return ("；" if zh else "; ").join(parts)


def _quote(text: str, *, zh: bool) -> str:
    shown = text if len(text) <= 40 else text[:39] + "…"
    shown = shown.replace("\r\n", "⏎").replace("\n", "⏎").replace("\xa0", "⍽")
    return f"「{shown}」" if zh else f"“{shown}”"


def _edit_parts(score: Score, *, zh: bool) -> list[str]:
    wrong = [e for e in score.edits if e.verdict != "corrected"]
    parts = []
    for edit in wrong[:_SHOWN]:
        source, meant, got = (_quote(t, zh=zh) for t in (edit.source, edit.reference, edit.hypothesis))
        if edit.verdict == "missed":
            parts.append(f"漏改{source}" if zh else f"missed {source}")
        elif zh:
            parts.append(f"错改{source}→{got}，应为{meant}")
        else:
            parts.append(f"{source} became {got}, not {meant}")
    if more := len(wrong) - len(parts):
        parts.append(f"另有 {more} 处未改对" if zh else f"{more} more not corrected")
    return parts


def _change_parts(score: Score, *, zh: bool) -> list[str]:
    parts = []
    for change in score.changes[:_SHOWN]:
        name = CLASS_NAMES[change.class_][zh] if change.class_ in CLASS_NAMES else change.class_
        was, got = (_quote(t, zh=zh) for t in (change.reference, change.hypothesis))
        what = f"{was}→{got}" if change.reference else f"+{got}"
        if not change.hypothesis:
            what = f"-{was}"
        parts.append(f"多改（{name}）{what}" if zh else f"{name}: {what}")
    rest = Counter(c.class_ for c in score.changes[_SHOWN:])
    if rest:
        n = sum(rest.values())
        parts.append(f"另有 {n} 处多改" if zh else f"{n} more changes")
    return parts
