"""Definitions of the figures, as shown on the method card."""

from __future__ import annotations

__all__ = ["DEFINITIONS"]

#: key -> (English, Chinese); the page lists them in this order.
DEFINITIONS: dict[str, tuple[str, str]] = {
    "def_exact": (
        "Exact (the headline): once the envelope (lead-in, code fence, quotes, thinking) is removed, the answer "
        "equals the reference, code point for code point. Where the item lists other correct texts, they count too.",
        "完全正确（主指标）：去掉外层包装（前言、代码围栏、引号、思考过程）后，回答与正确答案逐码位相同；题目列出的其他正确写法也算。",
    ),
    "def_strict": (
        "Strict: the whole reply equals the reference, apart from spaces, tabs and line breaks at either end.",
        "严格：整个回复去掉首尾空格、制表符和换行后，与正确答案相同。",
    ),
    "def_livebench": (
        "LiveBench: the rule of LiveBench's typos task, for comparison; it only requires that the reply contain "
        "the reference.",
        "LiveBench：LiveBench typos 任务的规则，供对照，只要求回复中包含正确答案。",
    ),
    "def_verdicts": (
        "Each planted misspelling is corrected, missed (left as it was) or miscorrected (changed to something else). "
        "Every other difference is an unneeded change and has a class.",
        "每处预设的错字有三种结果：改对、漏改（原样未动）或错改（改成了别的）。其他差异都算多改，并按类别归类。",
    ),
    "def_prf": (
        "TP = corrected; FN = missed + miscorrected; FP = miscorrected + unneeded changes. F0.5 weights precision "
        "twice as much as recall. The envelope does not count in any of them.",
        "TP = 改对；FN = 漏改 + 错改；FP = 错改 + 多改。F0.5 中精确率的权重是召回率的两倍。外层包装不计入。",
    ),
    "def_unneeded": (
        "Unneeded per 1,000: unneeded changes per 1,000 reference words that should have stayed as they were. A word "
        "is a word token or one Han or kana character. A rewritten passage counts each changed word; reflowed lines "
        "count once per answer.",
        "多改 / 千词：正确答案中每 1000 个不应改动的词里的多改数。一个词指一个单词，或一个汉字、假名。整段改写按改动的词数计算，重新折行每个回答只计一次。",
    ),
    "def_unassessable": (
        "Empty, refused, translated and completely rewritten answers are not gradable (unassessable): not exact, every "
        "misspelling missed, excluded from the fidelity figures and counted separately.",
        "空回答、拒答、翻译和整体改写的回答不可评：不算正确，所有错字记为漏改，不计入保真度指标，数量单独列出。",
    ),
    "def_missing": (
        "Calls that failed or were filtered are not the system's answers: they are never scored and never count as 0. "
        "The bounds give the rate if all of them were wrong, or right.",
        "失败或被过滤的调用不是系统的回答：不评分，也不记 0 分；上下界为这些调用全错或全对时的正确率。",
    ),
    "def_statistics": (
        "The unit of intervals and tests is the text, not the item, because items from one text are not independent: "
        "Wilson if each text has one answer, otherwise a seeded bootstrap; between systems a paired test with Holm's "
        "correction. A dash means that there is no value.",
        "区间和检验以文本而不是题目为单位，因为同一文本的题目并不独立：每篇文本只有一个回答时用 Wilson 区间，否则用固定种子的自助法；"
        "系统之间用配对检验，并做 Holm 校正。“–”表示没有数值。",
    ),
}
