"""All texts of the report, in English and Chinese.

One key, one text per language: the page contains both and switches offline. `{0}`, `{1}`, … are placeholders.
The names of change classes and envelope flags are shared with the tables.
"""

from __future__ import annotations

from stetmark.errors import SettingsError
from stetmark.report.definitions import DEFINITIONS
from stetmark.tables import CLASS_NAMES, FLAG_NAMES

__all__ = ["LANGUAGES", "words"]

LANGUAGES = ("en", "zh")

#: key -> (English, Chinese)
_WORDS: dict[str, tuple[str, str]] = {
    # the page
    "title": ("Stetmark report", "Stetmark 报告"),
    "tagline": (
        "Which system fixes the misspellings and leaves everything else alone?",
        "哪个系统只改错字、不动其他？",
    ),
    "skip": ("Skip to the items", "跳到题目"),
    "theme": ("Light or dark", "明暗切换"),
    "language": ("Language", "语言"),
    "nav": ("Sections", "目录"),
    "nav_board": ("Leaderboard", "排行榜"),
    "nav_where": ("Where", "错在哪里"),
    "nav_items": ("Items", "题目"),
    "nav_audit": ("Audit", "审题"),
    "nav_method": ("Method", "方法"),
    "facts": (
        "systems: {0} · items: {1} · texts: {2} · answers: {3}",
        "{0} 个系统 · {1} 道题，取自 {2} 篇文本 · {3} 个回答",
    ),
    # the finding in front
    "lead_one": (
        "{0} leads: {1} of its answers are exactly right ({2} of {3}).",
        "{0} 排名第一：{1} 的回答完全正确（{2} / {3}）。",
    ),
    "lead_share": (
        "{0} tie for the most exact answers, {1} each.",
        "{0} 并列第一，完全正确率均为 {1}。",
    ),
    "lead_apart": (
        "On these texts the leader cannot be distinguished from {0}.",
        "在这些文本上，第一名与 {0} 无法区分。",
    ),
    "lead_all": (
        "With so few texts (n = {0}), none of these systems can be distinguished.",
        "文本太少（n = {0}），无法区分这些系统。",
    ),
    "lead_need": (
        "Separating {0} from {1} would take about {2} texts; this run has {3}.",
        "要区分 {0} 与 {1}，约需 {2} 篇文本，目前只有 {3} 篇。",
    ),
    "lead_calm": (
        "{0} makes the fewest unneeded changes: {1} per 1,000 words that should have stayed.",
        "{0} 多改最少：每 1000 个无需改动的词中多改 {1} 处。",
    ),
    "comma": (", ", "、"),
    "and": (" and ", " 和 "),
    "lead_none": ("Nothing has been scored yet.", "尚未评分。"),
    "lead_alone": (
        "{0}: {1} of its answers are exactly right ({2} of {3}).",
        "{0}：{1} 的回答完全正确（{2} / {3}）。",
    ),
    "lead_nobody": ("No answer is exactly right.", "没有一个回答完全正确。"),
    # leaderboard
    "board": ("Leaderboard", "排行榜"),
    "board_note": (
        "Ranked by exact answers. The dot shows the rate, the line its {0} interval. Systems in the same group cannot "
        "be distinguished on these texts (paired tests, Holm-corrected). Select a heading to sort.",
        "按完全正确率排名。圆点为完全正确率，横线为 {0} 区间。同组系统在这些文本上无法区分（配对检验，Holm 校正）。"
        "点击表头可排序。",
    ),
    "rank": ("Rank", "名次"),
    "rank_help": ("Rank, with the range that the true rank may lie in", "名次及其区间"),
    "tie": ("Group", "组"),
    "tie_help": ("Systems in the same group cannot be distinguished", "同组系统无法区分"),
    "system": ("System", "系统"),
    "exact": ("Exact", "完全正确"),
    "exact_help": (
        "The text equals the correct answer once any wrapping is removed",
        "去掉外层包装后与正确答案相同",
    ),
    "interval": ("{0} interval", "{0} 区间"),
    "n": ("n", "n"),
    "n_help": ("Exact / scored", "完全正确数 / 已评分回答数"),
    "strict": ("Strict", "严格"),
    "strict_help": ("The whole reply equals the correct answer", "整个回复与正确答案相同"),
    "livebench": ("LiveBench", "LiveBench"),
    "livebench_help": (
        "LiveBench's rule: the reply contains the correct answer",
        "LiveBench 规则：回复中包含正确答案",
    ),
    "precision": ("Precision", "精确率"),
    "precision_help": ("Share of the changes made that were wanted", "所有改动中该改的比例"),
    "recall": ("Recall", "召回率"),
    "recall_help": ("Share of the planted misspellings that were corrected", "预设错字中改对的比例"),
    "f05": ("F0.5", "F0.5"),
    "f05_help": ("F-score that weights precision twice as much as recall", "精确率权重为召回率两倍的 F 值"),
    "unneeded": ("Unneeded / 1,000", "多改 / 千词"),
    "unneeded_help": (
        "Changes nobody asked for, per 1,000 words that should have stayed; lower is better",
        "每 1000 个无需改动的词中多改的处数，越少越好",
    ),
    "untouched": ("Untouched", "无多改"),
    "untouched_help": (
        "Share of gradable answers without any unneeded change",
        "可评回答中没有任何多改的比例",
    ),
    "unassessable": ("Not gradable", "不可评"),
    "unassessable_help": (
        "Answers that are empty, refused, translated or rewritten; excluded from the fidelity figures",
        "空回答、拒答、翻译或整体改写的回答，不计入保真度指标",
    ),
    "failed": ("Failed", "未答"),
    "failed_help": (
        "Calls that failed or were filtered; shown separately, never scored",
        "调用失败或被过滤，不评分，单独列出",
    ),
    "cost": ("Cost ($)", "费用（$）"),
    "cost_help": (
        "Cost of all its answers in US dollars; – if a price is unknown",
        "全部回答的费用（美元）；价格未知时显示 –",
    ),
    "latency": ("Latency (s)", "耗时（秒）"),
    "latency_help": ("Median time to the last byte, in seconds", "收到最后一个字节所用秒数的中位数"),
    "outcomes": ("Outcomes", "结果"),
    "bounds": ("if all missing answers were wrong / right", "缺失的回答全错 / 全对时"),
    "cost_partial": ("at least; {0} of {1} answers priced", "至少；{1} 个回答中 {0} 个有价格"),
    "missing_line": (
        "{0}: {1} of {2} answers are missing; the exact rate is between {3} and {4}",
        "{0}：{2} 个回答缺 {1} 个，完全正确率在 {3} 与 {4} 之间",
    ),
    "outcome_complete": ("complete", "完整"),
    "outcome_truncated": ("truncated", "截断"),
    "outcome_refused": ("refused", "拒答"),
    "outcome_empty": ("empty", "空回答"),
    "outcome_filtered": ("filtered", "被过滤"),
    "outcome_failed": ("failed", "调用失败"),
    "dropped": ("Columns hidden (terminal too narrow): {0}.", "终端太窄，未显示的列：{0}。"),
    # picture
    "picture": ("Recall and fidelity", "召回率与保真度"),
    "picture_note": (
        "Higher: more misspellings corrected. Further right: fewer changes nobody asked for. A good proofreader is at "
        "the top right. Lines are {0} intervals.",
        "越靠上，改对的错字越多；越靠右，多改越少。好的校对者位于右上角。线段为 {0} 区间。",
    ),
    "picture_x": ("unneeded changes per 1,000 words: fewer →", "每千词多改处数：越靠右越少 →"),
    "picture_y": ("% of misspellings corrected: more ↑", "改对的错字（%）：越靠上越多 ↑"),
    "picture_best": ("fixes all, changes nothing else ↗", "全部改对，其余不动 ↗"),
    "picture_off": ("not shown (nothing to measure): {0}", "未画出（无数据）：{0}"),
    # where
    "where": ("Where the answers go wrong", "错在哪里"),
    "failures": ("Why answers are not right", "回答为什么不对"),
    "failures_note": (
        "Every answer that is not strictly right, by what is wrong with it.",
        "所有未严格正确的回答，按原因归类。",
    ),
    "failure_changes_only": ("unneeded changes only", "只有多改"),
    "failure_slots_only": ("misspellings only", "只有错字未改对"),
    "failure_both": ("both", "两者都有"),
    "failure_envelope_only": ("wrapping only", "只有包装"),
    "failure_unassessable": ("not gradable", "不可评"),
    "right": ("right", "正确"),
    "heat": ("Unneeded changes by class", "各类多改"),
    "heat_note": (
        "Changes nobody asked for, per 1,000 words that should have stayed. Darker means more; the number is the count.",
        "每 1000 个无需改动的词中各类多改的处数。颜色越深越多，数字为处数。",
    ),
    "class": ("Class", "类别"),
    "all": ("All", "全部"),
    "missed_row": ("misspellings missed, % of planted", "漏改，占预设错字的 %"),
    "miscorrected_row": ("misspellings miscorrected, % of planted", "错改，占预设错字的 %"),
    "tiers": ("Exact answers by tier", "各难度档的完全正确率"),
    "tiers_note": (
        "Share of exact answers; below it, unneeded changes per 1,000 words.",
        "上为完全正确率，下为每千词多改处数。",
    ),
    "tier": ("Tier", "档"),
    "tier_light": ("light", "轻"),
    "tier_medium": ("medium", "中"),
    "tier_heavy": ("heavy", "重"),
    "tier_real-word": ("real-word", "真词错"),
    "tier_markup": ("markup", "含标记"),
    "tier_clean": ("clean", "无错"),
    "tier_stet": ("stet", "勿动"),
    "pairs": ("Pairs of systems", "两两比较"),
    "pairs_note": (
        "Difference in exact rate, tested on the texts that both answered; p values are Holm-corrected.",
        "完全正确率之差，在双方都回答的文本上检验；p 值经 Holm 校正。",
    ),
    "pair_a": ("A", "甲"),
    "pair_b": ("B", "乙"),
    "pair_diff": ("A − B", "甲 − 乙"),
    "pair_only": ("only A / only B", "仅甲 / 仅乙"),
    "pair_p": ("p (Holm)", "p（Holm）"),
    "pair_need": ("Texts needed", "所需文本数"),
    "pair_verdict": ("Verdict", "结论"),
    "pair_apart": ("different", "有差异"),
    "pair_tied": ("not distinguishable at n = {0}", "n = {0} 时无法区分"),
    # items
    "items": ("Every item, every answer", "逐题逐答"),
    "items_noscript": (
        "Showing the items needs JavaScript, which is disabled. The tables above and the method card below "
        "work without it.",
        "显示题目需要 JavaScript，当前已被禁用。上方的表格和下方的方法卡不受影响。",
    ),
    "sampled": (
        "This run has {0} answers. The tables above include all of them. Below are {1} items ({2} answers): a "
        "sample chosen by a hash of their ids, plus those listed in the audit.",
        "本次运行共有 {0} 个回答，上方的表格已全部计入；下方列出 {1} 道题（{2} 个回答）：按题号的哈希抽样，外加审题中列出的题目。",
    ),
    "legend": ("How to read it", "图例"),
    "legend_gold": ("misspelling → correction", "错字 → 正字"),
    "legend_corrected": ("corrected", "改对"),
    "legend_missed": ("missed", "漏改"),
    "legend_miscorrected": ("miscorrected", "错改"),
    "legend_unneeded": ("unneeded change", "多改"),
    "legend_invisible": ("invisible character", "看不见的字符"),
    "search": ("Search", "搜索"),
    "search_hint": ("text, id or answer", "原文、题号或回答"),
    "filters": ("Filters", "筛选"),
    "verdict": ("Verdict", "判定"),
    "lang": ("Language of the text", "文本语言"),
    "disagree": ("systems disagree", "系统有分歧"),
    "disagree_help": ("some answers are exact, some are not", "有的回答完全正确，有的不是"),
    "clear": ("Clear filters", "清除筛选"),
    "v_exact": ("exact", "完全正确"),
    "v_strict": ("strict", "严格正确"),
    "v_wrapped": ("exact, but wrapped", "正确，但有外层包装"),
    "v_wrong": ("not exact", "不正确"),
    "v_missed": ("misspelling missed", "有漏改"),
    "v_miscorrected": ("misspelling miscorrected", "有错改"),
    "v_unneeded": ("unneeded change", "有多改"),
    "v_unassessable": ("not gradable", "不可评"),
    "v_unscored": ("not scored", "未评分"),
    "status": ("{0} of {1} items, {2} of {3} answers", "{1} 道题中的 {0} 道，{3} 个回答中的 {2} 个"),
    "status_none": ("Nothing matches these filters.", "没有符合筛选条件的题目。"),
    "sorted": ("Sorted by {0}, {1}", "按“{0}”{1}排列"),
    "ascending": ("ascending", "升序"),
    "descending": ("descending", "降序"),
    "page": ("Page {0} of {1}", "第 {0} / {1} 页"),
    "previous": ("Previous", "上一页"),
    "next": ("Next", "下一页"),
    "keys": (
        "Keys: j next item, k previous item, / search, c clear filters, d systems disagree.",
        "快捷键：j 下一题，k 上一题，/ 搜索，c 清除筛选，d 系统有分歧。",
    ),
    "source": ("Source", "原文"),
    "reference": ("Reference", "正确答案"),
    "item_facts": ("misspellings: {0} · exact: {1} of {2}", "错字 {0} 处 · {2} 个回答中 {1} 个完全正确"),
    "item_exact": ("exact: {0} of {1}", "{1} 个回答中 {0} 个完全正确"),
    "count_missed": ("{0} missed", "漏改 {0}"),
    "count_miscorrected": ("{0} miscorrected", "错改 {0}"),
    "count_unneeded": ("{0} unneeded", "多改 {0}"),
    "right_answers": ("Exact ({0})", "完全正确（{0}）"),
    "same": ("the same text as {0}", "与 {0} 的文本相同"),
    "repeat": ("repeat {0}", "第 {0} 次"),
    "and_more": ("{0} more", "另有 {0} 处"),
    "fold": ("equal except for: {0}", "除{0}外相同"),
    "fold_nfc": ("Unicode form", "Unicode 形式"),
    "fold_quotes_dashes": ("quotes and dashes", "引号与破折号"),
    "fold_whitespace": ("whitespace", "空白"),
    "fold_case": ("case", "大小写"),
    "lb_pass": ("LiveBench passes", "LiveBench 判对"),
    "find_missed": ("missed {0}, should be {1}", "漏改 {0}，应为 {1}"),
    "find_miscorrected": ("{0} became {2}, should be {1}", "{0} 改成了 {2}，应为 {1}"),
    "find_inserted": ("{0}: {2} added", "{0}：添加了 {2}"),
    "find_deleted": ("{0}: {1} dropped", "{0}：删去了 {1}"),
    "find_changed": ("{0}: {1} became {2}", "{0}：{1} 变成了 {2}"),
    "vh_gold": ("misspelling, should be", "错字，应为"),
    "vh_corrected": ("corrected:", "改对："),
    "vh_missed": ("missed:", "漏改："),
    "vh_miscorrected": ("miscorrected:", "错改："),
    "vh_unneeded": ("unneeded change:", "多改："),
    "vh_want": ("should be", "应为"),
    "vh_end": ("end", "完"),
    "reply_before": ("before the text", "正文之前"),
    "reply_after": ("after the text", "正文之后"),
    "reply_raw": ("raw reply", "原始回复"),
    "cut": ("… {0} more characters", "……另有 {0} 个字符"),
    "flag_retired": ("retired: {0}", "已停用：{0}"),
    # audit
    "audit": ("Audit: places where many systems deviate", "审题：多个系统在同一处出错"),
    "audit_note": (
        "Where several systems deviate at the same place, the item is unfair or it is a trap worth knowing. Repair "
        "an item with stetmark items accept or retire.",
        "多个系统在同一处出错，要么是题目不公平，要么是值得注意的陷阱。可用 stetmark items accept 或 retire 修正题目。",
    ),
    "audit_none": ("No deviation is shared by several systems.", "没有多个系统共有的偏差。"),
    "audit_part": ("Showing the first {0} of {1} places.", "共 {1} 处，列出前 {0} 处。"),
    "audit_incomplete": (
        "The run is large: rarer places were dropped while counting.",
        "本次运行规模很大，统计时略去了较少见的位置。",
    ),
    "audit_place": ("Place", "位置"),
    "audit_how": ("What they wrote", "写成了什么"),
    "audit_share": ("Answers", "回答数"),
    "audit_of": ("{0} of {1}", "{0} / {1}"),
    "audit_nothing": ("nothing (deleted)", "无（删去）"),
    "act_drop": ("drop", "删去"),
    "act_add": ("add", "添上"),
    "act_leave": ("leave", "未改"),
    "audit_flags": ("Items that scoring found questionable", "评分时存疑的题目"),
    "audit_flag": ("Flag", "标记"),
    "audit_systems": ("Systems", "系统"),
    # method
    "method": ("Method card", "方法卡"),
    "method_signature": ("Signature", "签名"),
    "method_reproduce": ("To reproduce", "如何复现"),
    "method_definitions": ("Definitions", "定义"),
    "method_systems": ("Systems", "被测系统"),
    "method_prompts": ("Prompts", "提示词"),
    "method_prices": ("Prices used", "所用价格"),
    "method_versions": ("Versions", "版本"),
    "method_items": ("Items", "题目"),
    "method_created": ("Asked", "提问时间"),
    "method_notes": ("Notes", "附注"),
    "method_none": ("none recorded", "无记录"),
}
_WORDS |= DEFINITIONS
_WORDS |= {f"class_{key}": pair for key, pair in CLASS_NAMES.items()}
_WORDS |= {f"envelope_{key}": pair for key, pair in FLAG_NAMES.items()}


def words(lang: str) -> dict[str, str]:
    """Return every text of the report in one language, by key.

    Raises:
        SettingsError: The language is not supported.
    """
    if lang not in LANGUAGES:
        raise SettingsError(f"unknown report language {lang!r}", hint=f"languages: {', '.join(LANGUAGES)}")
    which = LANGUAGES.index(lang)
    return {key: pair[which] for key, pair in _WORDS.items()}
