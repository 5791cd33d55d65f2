"""What does the report say, in English and in Chinese?

One key, one line a language: the page ships both and switches without asking anyone. `{0}`, `{1}` … stand for
what is filled in. Names of change classes and envelope flags are shared with the tables.
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
        "Which system fixes the misspellings and lets everything else stand?",
        "哪个系统只改错字，其余一字不动？",
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
        "{0} 居首：完全正确 {1}（{2} / {3}）。",
    ),
    "lead_share": (
        "{0} have the most exact answers, {1} each.",
        "{0} 完全正确最多，各为 {1}。",
    ),
    "lead_apart": (
        "On these texts nothing sets the leader apart from {0}.",
        "在这些文本上，榜首与 {0} 无法区分。",
    ),
    "lead_all": (
        "With so few texts (n = {0}) none of these systems can be told from another.",
        "文本太少（n = {0}），这些系统都无法区分。",
    ),
    "lead_need": (
        "To separate {0} from {1}, about {2} texts would be needed; there are {3}.",
        "要分出 {0} 与 {1} 的高下，约需 {2} 篇文本，现有 {3} 篇。",
    ),
    "lead_calm": (
        "{0} changes least beyond what was asked: {1} unneeded changes per 1,000 untouched words.",
        "{0} 多改最少：每千个无需改动的词中多改 {1} 处。",
    ),
    "comma": (", ", "、"),
    "and": (" and ", " 和 "),
    "lead_none": ("Nothing was scored yet.", "尚无评分。"),
    "lead_alone": (
        "{0}: {1} of its answers are exactly right ({2} of {3}).",
        "{0}：{1} 的回答完全正确（{3} 个里有 {2} 个）。",
    ),
    "lead_nobody": ("No answer is exactly right.", "没有一个回答完全正确。"),
    # leaderboard
    "board": ("Leaderboard", "排行榜"),
    "board_note": (
        "Ranked by exact answers. The line is the {0} interval, the dot the rate. Systems in one group cannot be "
        "told apart on these texts (paired tests, Holm). Press a heading to sort.",
        "按完全正确的回答排名。横线为 {0} 区间，圆点为正确率。同组系统在这些文本上无法区分（配对检验，Holm 校正）。"
        "点表头可排序。",
    ),
    "rank": ("Rank", "名次"),
    "rank_help": ("Rank, and the ranks it may truly have", "名次，及真实名次所在区间"),
    "tie": ("Group", "组"),
    "tie_help": ("Systems in one group cannot be told apart", "同组系统无法区分"),
    "system": ("System", "系统"),
    "exact": ("Exact", "完全正确"),
    "exact_help": (
        "Equal to the correct answer, once wrapping is peeled off",
        "去掉外层包装后与正确答案相同",
    ),
    "interval": ("{0} interval", "{0} 区间"),
    "n": ("n", "n"),
    "n_help": ("Exact answers of answers scored", "完全正确数 / 已评回答数"),
    "strict": ("Strict", "严格"),
    "strict_help": ("The whole reply equals the correct answer", "整个回复与正确答案相同"),
    "livebench": ("LiveBench", "LiveBench"),
    "livebench_help": (
        "LiveBench's rule: the reply contains the correct answer",
        "LiveBench 规则：回复中含有正确答案",
    ),
    "precision": ("Precision", "精确率"),
    "precision_help": ("Of all changes made, the share that was wanted", "所作改动中该改的比例"),
    "recall": ("Recall", "召回率"),
    "recall_help": ("Misspellings corrected, of those planted", "所设错字中改对的比例"),
    "f05": ("F0.5", "F0.5"),
    "f05_help": ("Precision counted twice as much as recall", "精确率权重为召回率的两倍"),
    "unneeded": ("Unneeded / 1,000", "多改 / 千词"),
    "unneeded_help": (
        "Changes nobody asked for, per 1,000 untouched words; fewer is better",
        "每千个无需改动的词中多改的处数，越少越好",
    ),
    "untouched": ("Untouched", "无多改"),
    "untouched_help": ("Assessable answers without any unneeded change", "可评回答中没有任何多改的比例"),
    "unassessable": ("Unassess.", "不可评"),
    "unassessable_help": (
        "Answers that are empty, refused, translated or rewritten: not in the fidelity figures",
        "空、拒答、被翻译或整体改写的回答：不计入保真数字",
    ),
    "failed": ("Failed", "未答"),
    "failed_help": (
        "Calls that failed or were filtered: never scored, shown beside",
        "调用失败或被过滤：不评分，列在旁边",
    ),
    "cost": ("Cost $", "费用 $"),
    "cost_help": (
        "US dollars for all its answers; – where a price is unknown",
        "全部回答的美元费用；价格未知记 –",
    ),
    "latency": ("Latency s", "耗时 秒"),
    "latency_help": ("Median seconds to the last byte", "到最后一字节的中位秒数"),
    "outcomes": ("Outcomes", "结果"),
    "bounds": ("if all missing were wrong / right", "未答全错 / 全对时"),
    "cost_partial": ("at least; {0} of {1} priced", "至少；{1} 个中 {0} 个有价"),
    "missing_line": (
        "{0}: {1} of {2} answers are missing; exact lies between {3} and {4}",
        "{0}：{2} 个回答缺 {1} 个；完全正确在 {3} 与 {4} 之间",
    ),
    "outcome_complete": ("complete", "完整"),
    "outcome_truncated": ("truncated", "截断"),
    "outcome_refused": ("refused", "拒答"),
    "outcome_empty": ("empty", "空"),
    "outcome_filtered": ("filtered", "被过滤"),
    "outcome_failed": ("failed", "调用失败"),
    "dropped": ("Left out for want of width: {0}.", "宽度不足，略去：{0}。"),
    # picture
    "picture": ("Recall and fidelity", "召回与保真"),
    "picture_note": (
        "Up: more misspellings corrected. Right: fewer changes nobody asked for. The corner at the top right is "
        "where a proofreader should stand. Lines are {0} intervals.",
        "越高，改对的错字越多；越右，多改越少。右上角是校对者该在的位置。线为 {0} 区间。",
    ),
    "picture_x": ("unneeded changes per 1,000 words: fewer →", "每千词多改处数：越右越少 →"),
    "picture_y": ("% of misspellings corrected: more ↑", "改对的错字（%）：越高越多 ↑"),
    "picture_best": ("fixes all, changes nothing else ↗", "全部改对，其余不动 ↗"),
    "picture_off": ("not shown (nothing to measure): {0}", "未画出（无可测）：{0}"),
    # where
    "where": ("Where the answers go wrong", "错在哪里"),
    "failures": ("Why answers are not right", "回答为何不对"),
    "failures_note": (
        "Every answer that is not strictly right, by what is wrong with it.",
        "每个不严格正确的回答，按错因归类。",
    ),
    "failure_changes_only": ("unneeded changes only", "只有多改"),
    "failure_slots_only": ("misspellings only", "只有错字未改对"),
    "failure_both": ("both", "两者都有"),
    "failure_envelope_only": ("wrapping only", "只有包装"),
    "failure_unassessable": ("unassessable", "不可评"),
    "right": ("right", "正确"),
    "heat": ("Unneeded changes by class", "各类多改"),
    "heat_note": (
        "Changes nobody asked for, per 1,000 untouched words. Darker is more; the number says how many.",
        "每千个无需改动的词中各类多改的处数。颜色越深越多，数字即处数。",
    ),
    "class": ("Class", "类别"),
    "all": ("All", "全部"),
    "missed_row": ("misspellings missed, % of planted", "漏改，占所设错字 %"),
    "miscorrected_row": ("misspellings miscorrected, % of planted", "错改，占所设错字 %"),
    "tiers": ("Exact answers by tier", "各档完全正确率"),
    "tiers_note": (
        "Share of exact answers, with unneeded changes per 1,000 words below it.",
        "完全正确率，其下为每千词多改处数。",
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
        "Difference in exact rate, tested on the texts both answered; p after Holm's correction.",
        "完全正确率之差，以双方都答的文本检验；p 经 Holm 校正。",
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
        "The items are drawn by JavaScript, which is switched off here. The tables above and the method below "
        "are complete without it.",
        "题目由 JavaScript 绘出，而此处已关闭。上面的表格与下面的方法无需它也完整。",
    ),
    "sampled": (
        "The run has {0} answers. The tables above count all of them; below are {1} items ({2} answers): a "
        "sample chosen by a hash of their ids, and those that the audit names.",
        "本次共有 {0} 个回答，上面的表格全部计入；下面是 {1} 道题（{2} 个回答）：按题号哈希抽样，外加审题所列。",
    ),
    "legend": ("How to read it", "图例"),
    "legend_gold": ("misspelling → correction", "错字 → 正字"),
    "legend_corrected": ("corrected", "改对"),
    "legend_missed": ("missed", "漏改"),
    "legend_miscorrected": ("miscorrected", "错改"),
    "legend_unneeded": ("unneeded change", "多改"),
    "legend_invisible": ("a sign that does not show", "看不见的字符"),
    "search": ("Search", "搜索"),
    "search_hint": ("text, id or answer", "原文、题号或回答"),
    "filters": ("Filters", "筛选"),
    "verdict": ("Verdict", "判定"),
    "lang": ("Language of the text", "文本语言"),
    "disagree": ("systems disagree", "系统有分歧"),
    "disagree_help": ("some answers exact, some not", "有的完全正确，有的不是"),
    "clear": ("Clear filters", "清除筛选"),
    "v_exact": ("exact", "完全正确"),
    "v_strict": ("strict", "严格正确"),
    "v_wrapped": ("exact, but wrapped", "正确但有包装"),
    "v_wrong": ("not exact", "不正确"),
    "v_missed": ("misspelling missed", "有漏改"),
    "v_miscorrected": ("misspelling miscorrected", "有错改"),
    "v_unneeded": ("unneeded change", "有多改"),
    "v_unassessable": ("unassessable", "不可评"),
    "v_unscored": ("not scored", "未评分"),
    "status": ("{0} of {1} items, {2} of {3} answers", "{1} 题中 {0} 题，{3} 答中 {2} 答"),
    "status_none": ("Nothing matches these filters.", "没有符合筛选的题目。"),
    "sorted": ("Sorted by {0}, {1}", "按{0}{1}排序"),
    "ascending": ("ascending", "升序"),
    "descending": ("descending", "降序"),
    "page": ("Page {0} of {1}", "第 {0} / {1} 页"),
    "previous": ("Previous", "上一页"),
    "next": ("Next", "下一页"),
    "keys": (
        "Keys: j and k next and previous item, / search, c clear filters, d disagree.",
        "按键：j、k 下一题与上一题，/ 搜索，c 清除筛选，d 系统有分歧。",
    ),
    "source": ("Source", "原文"),
    "reference": ("Reference", "正确答案"),
    "item_facts": ("misspellings: {0} · exact: {1} of {2}", "错字 {0} 处 · {2} 答中 {1} 答完全正确"),
    "item_exact": ("exact: {0} of {1}", "{1} 答中 {0} 答完全正确"),
    "count_missed": ("{0} missed", "漏改 {0}"),
    "count_miscorrected": ("{0} miscorrected", "错改 {0}"),
    "count_unneeded": ("{0} unneeded", "多改 {0}"),
    "right_answers": ("Exact ({0})", "完全正确（{0}）"),
    "same": ("the same text as {0}", "与 {0} 的文本相同"),
    "repeat": ("repeat {0}", "第 {0} 次"),
    "and_more": ("{0} more", "另有 {0} 处"),
    "fold": ("equal but for: {0}", "除{0}外相同"),
    "fold_nfc": ("Unicode form", "Unicode 形式"),
    "fold_quotes_dashes": ("quotes and dashes", "引号与破折号"),
    "fold_whitespace": ("whitespace", "空白"),
    "fold_case": ("case", "大小写"),
    "lb_pass": ("LiveBench passes", "LiveBench 判对"),
    "find_missed": ("missed {0}, should be {1}", "漏改 {0}，应为 {1}"),
    "find_miscorrected": ("{0} became {2}, should be {1}", "{0} 改成了 {2}，应为 {1}"),
    "find_inserted": ("{0}: {2} added", "{0}：添了 {2}"),
    "find_deleted": ("{0}: {1} dropped", "{0}：删了 {1}"),
    "find_changed": ("{0}: {1} became {2}", "{0}：{1} 变成 {2}"),
    "vh_gold": ("misspelling, should be", "错字，应为"),
    "vh_corrected": ("corrected:", "改对："),
    "vh_missed": ("missed:", "漏改："),
    "vh_miscorrected": ("miscorrected:", "错改："),
    "vh_unneeded": ("unneeded change:", "多改："),
    "vh_want": ("should be", "应为"),
    "vh_end": ("end", "完"),
    "reply_before": ("before the text", "正文之前"),
    "reply_after": ("after the text", "正文之后"),
    "reply_raw": ("the reply as it came", "原样回复"),
    "cut": ("… {0} more characters", "……另有 {0} 个字符"),
    "flag_retired": ("retired: {0}", "已停用：{0}"),
    # audit
    "audit": ("Audit: places many systems share", "审题：多个系统同处出错"),
    "audit_note": (
        "Where several systems deviate at one place, the item is unfair there or it is a trap worth knowing. Mend "
        "an item with stetmark items accept or retire.",
        "多个系统在同一处出错，要么此题不公，要么是值得知道的陷阱。可用 stetmark items accept 或 retire 修题。",
    ),
    "audit_none": ("No deviation is shared by several systems.", "没有多个系统共有的偏差。"),
    "audit_part": ("The first {0} of {1} places.", "共 {1} 处，列出前 {0} 处。"),
    "audit_incomplete": (
        "The run is large: rarer places were dropped while counting.",
        "本次规模很大：较少见之处在统计时已略去。",
    ),
    "audit_place": ("Place", "位置"),
    "audit_how": ("What they wrote", "写成了什么"),
    "audit_share": ("Answers", "回答数"),
    "audit_of": ("{0} of {1}", "{0} / {1}"),
    "audit_nothing": ("nothing (dropped)", "无（删去）"),
    "act_drop": ("drop", "删去"),
    "act_add": ("add", "添上"),
    "act_leave": ("leave", "未改"),
    "audit_flags": ("Items that scoring found doubtful", "评分时存疑的题目"),
    "audit_flag": ("Flag", "标记"),
    "audit_systems": ("Systems", "系统"),
    # method
    "method": ("Method card", "方法卡"),
    "method_signature": ("Signature", "签名"),
    "method_reproduce": ("To reproduce", "如何复现"),
    "method_definitions": ("Definitions", "定义"),
    "method_systems": ("Systems asked", "所测系统"),
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
    """Return every text of the report in one language.

    Raises:
        SettingsError: the report does not speak this language.
    """
    if lang not in LANGUAGES:
        raise SettingsError(f"no report language {lang!r}", hint=f"languages: {', '.join(LANGUAGES)}")
    which = LANGUAGES.index(lang)
    return {key: pair[which] for key, pair in _WORDS.items()}
