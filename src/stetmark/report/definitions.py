"""What does each figure mean?  The definitions on the method card, as `scores/` computes them."""

from __future__ import annotations

__all__ = ["DEFINITIONS"]

#: key -> (English, Chinese); the page lists them in this order.
DEFINITIONS: dict[str, tuple[str, str]] = {
    "def_exact": (
        "Exact (the headline): once the envelope (lead-in, code fence, quotes, thinking) is peeled off, the answer "
        "equals the reference, code point for code point; a text listed as equally right may stand in its place.",
        "完全正确（主指标）：去掉外层包装（前言、代码围栏、引号、思考过程）后，回答与正确答案逐码位相同；列为同样正确的写法也算。",
    ),
    "def_strict": (
        "Strict: the whole reply, less outer spaces, tabs and line ends, equals the reference.",
        "严格：整个回复去掉首尾空格、制表符和换行后，与正确答案相同。",
    ),
    "def_livebench": (
        "LiveBench: the rule of LiveBench's typos task, for comparability; it asks only that the reply contains "
        "the reference.",
        "LiveBench：LiveBench typos 任务的规则，供对照；只要求回复中含有正确答案。",
    ),
    "def_verdicts": (
        "Each planted misspelling is corrected, missed (left as it was) or miscorrected (changed to something else). "
        "Every other difference is an unneeded change and has a class.",
        "每处所设错字的结果：改对、漏改（原样未动）或错改（改成了别的）。其余一切差异都是多改，并归入一类。",
    ),
    "def_prf": (
        "TP = corrected; FN = missed + miscorrected; FP = miscorrected + unneeded changes. F0.5 weighs precision "
        "twice as much as recall. The envelope enters none of them.",
        "TP = 改对；FN = 漏改 + 错改；FP = 错改 + 多改。F0.5 中精确率的权重为召回率的两倍。外层包装不计入。",
    ),
    "def_unneeded": (
        "Unneeded per 1,000: unneeded changes per 1,000 reference words that should have stayed as they were. A word "
        "is a word token, or one Han or kana character. A rewritten passage counts its changed words; reflowed lines "
        "count once an answer.",
        "多改 / 千词：每千个本应不动的正确答案词中的多改数。一个词是一个词元，或一个汉字、假名。整段改写按改动的词数计，重新折行每答只计一次。",
    ),
    "def_unassessable": (
        "Empty, refused, translated and wholly rewritten answers are unassessable: not exact, every misspelling "
        "missed, left out of the fidelity figures and counted beside them.",
        "空、拒答、被翻译、整体改写的回答不可评：不算正确，所有错字记为漏改，不计入保真数字，个数列在旁边。",
    ),
    "def_missing": (
        "Calls that failed or were filtered are not the system's answer: never scored, never 0; the bounds say what "
        "the rate would be if all of them were wrong, or right.",
        "失败或被过滤的调用不是系统的回答：不评分，也不记 0；上下界给出它们全错或全对时的正确率。",
    ),
    "def_statistics": (
        "Intervals and tests take the text, not the item, as the unit, for items of one text are not independent: "
        "Wilson where each text has one answer, else a seeded bootstrap; between systems a paired test, corrected "
        "after Holm. A dash means that nothing can be said.",
        "区间与检验以文本而非题目为单位，因为同一文本的题目并不独立：每篇一答时用 Wilson 区间，否则用固定种子的自助法；"
        "系统之间用配对检验并作 Holm 校正。“–”表示无从判断。",
    ),
}
