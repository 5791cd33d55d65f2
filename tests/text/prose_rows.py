"""What is prose and what is not: one word in each text, `teh` (or 己经), with + where it may be corrected.

`FORMATLESS` holds whatever the format; `IN_FORMAT` only where the format is known.
"""

from __future__ import annotations

import re

FORMATLESS = r"""
md  - inline code              Then `teh_value()` is asked for the next letter.
md  - code in two ticks        Then ``teh`` is asked for the next letter.
md  - code with a tick in it   Then `` a`teh `` is asked for the next letter.
md  - a whole call in code     Run `git teh --hard` before the meeting starts.
md  - half a word in code      See `l`teh models in the second chapter.
md  - half a word in bold      See **r**teh models in the second chapter.
tex - formula                  The speed $v_teh$ grows with the wind.
tex - formula of a word        The speed $teh$ grows with the wind.
tex - formula in brackets      The speed \(teh\) grows with the wind.
tex - displayed formula        The speed\[ teh + x \]grows with the wind.
tex - two signs                The speed $$teh = x$$ grows with the wind.
txt + two prices               We paid $12 for teh lamp and $9 for the bulb.
txt + price after              We paid 12$ for teh lamp and 9$ for the bulb.
txt + price and a sum          It is $5 or $6, so teh sum is $11 a day.
md  - address                  More is at https://example.org/teh/list.html today.
md  - address in brackets      More (http://teh.example.org) is there today.
txt - address of mail          Ask teh@example.org about the room.
txt - host                     More is at www.teh.org for the people.
txt - git address              Clone git+ssh://host/teh.git before the lesson.
txt - digital object           See doi:10.1000/teh for the table.
md  - template                 Good day {{ teh.name }}, here is the letter.
md  - template tag             Good day {% include teh %}, here is the letter.
md  - template comment         Good day {# teh note #}, here is the letter.
txt - placeholder              Good day {teh_name}, here is the letter.
txt - placeholder of a word    Good day {teh}, here is the letter.
txt - shell placeholder        Good day ${teh}, here is the letter.
html - server tag              Good day <% teh %>, here is the letter.
txt - JSX comment              A heading {/* teh-heading */} for the page.
md  - heading id               # A heading {#teh-heading}
txt + template between         Good {{ day }} and teh rest of {{ it }}.
txt - emoji                    That was fun :teh: for the children.
txt - handle                   Thanks to @teh for the report.
txt - hashtag                  Find it under #teh on the page.
txt + number sign              It is teh #1 choice of the year.
txt + at sign                  Meet teh others @ 5 pm in the yard.
txt - snake                    The teh_total is wrong in the table.
txt - snake with a capital     The Teh_Total is wrong in the table.
txt - private name             The _teh name is wrong in the table.
txt - trailing underscore      The teh_ name is wrong in the table.
md  + emphasis by low lines    The _teh old mill_ is near the river.
md  + emphasis by stars        The *teh* old mill is near the river.
md  + bold                     The **teh old mill** is near the river.
md  + struck out               The ~~teh~~ old mill is near the river.
txt - camel                    The tehTotal is wrong in the table.
txt - two capitals             The TehTotal is wrong in the table.
txt - file                     Open teh.json in the editor.
txt - ending of a file         Open the .teh file in the editor.
txt - module                   Call tools.teh in the editor.
txt - call                     Call teh() in the editor.
txt - call with arguments      Call teh(x, y=1) in the editor.
txt + ending in brackets       Send teh letter(s) to the office.
txt - path                     Look into /srv/teh/data for the logs.
txt - path from home           Look into ~/teh for the logs.
txt - path in three parts      Look into src/teh/data for the logs.
txt - folder                   Look into teh/ for the logs.
txt - path of Windows          Look into D:\teh\data for the logs.
txt - share of Windows         Look into \\server\teh for the logs.
txt + and/or                   Bring bread and/or teh cheese to the party.
txt + either/or                It is either/or in teh end, he said.
txt + fifty-fifty              It is 50/50 in teh end, he said.
txt - option                   Start it with --teh for the log.
txt - short option             Start it with -teh for the log.
txt + dash with spaces         He came - teh last of all - to the door.
txt + double dash              He came--teh last of all--to the door.
txt + long dash                He came —teh last of all— to the door.
txt - assignment               Put teh=4 into the file.
txt - value                    Put size=teh into the file.
txt - attribute                Put size="teh" into the file.
txt + equals sign              Hard work = teh key to the door.
txt + equation in words        A good day is 24 hours, so teh week = 7 days.
txt - variable                 Put $TEH_HOME or $teh into the file.
txt - variable of Windows      Put %teh% into the file.
txt + percent                  It is 90% teh same as the old one.
txt - format sign              Put %(teh)s into the file.
txt - namespace                Use std::teh for the list.
txt - generic                  Use List<teh> for the list.
txt - exponent                 Use x^teh for the list.
txt - digits                   The teh3 board is on the table.
txt - digits in a chain        The teh-oss-20b model is on the table.
txt + age                      A ten-year-old boy and teh dog are there.
txt + number and word          The 3rd and teh 4th row are empty.
txt + clock                    At 7:45 teh train leaves for the city.
txt + ratio                    They won 3:2 in teh end of the game.
txt + phone                    Call 555-0147 about teh room.
txt - substitution             The |teh| part is replaced in the text.
txt - citation                 This is known [@teh2019] for the bees.
txt - citation with a page     This is known [see @teh2019, p. 3] for the bees.
txt - footnote                 This is known[^teh] for the bees.
md  + text of a footnote       This is known.[^1] \n\n[^1]: It is teh oldest of them.
txt - wiki link                This is in [[teh list]] for the bees.
txt - wiki link with a text    This is in [[list|teh list]] for the bees.
md  - target of a link         This is in [a list](teh.html) for the bees.
md  - target in a folder       This is in [a list](teh/list) for the bees.
md  - target of an image       This is ![a list](teh.png) for the bees.
md  + text of a link           This is in [teh list](list.html) for the bees.
md  + text of an image         This is ![teh list](list.png) for the bees.
md  + title of a link          This is in [a list](l.html "It is teh list") for the bees.
md  - label of a link          This is in [a list][teh] for the bees.\n\n[teh]: list.html
txt + brackets                 This is [so to say] teh list for the bees.
txt + brackets round           This is (teh list) for the bees.
html - attribute of a tag      This is <b class="teh">bold</b> for the bees.
html - address in a tag        This is <a href="teh.html">a list</a> for the bees.
html + text in a tag           This is <a href="list.html">teh list</a> for the bees.
html + text for an image       This is <img src="x.png" alt="It is teh list"> for the bees.
html + title in a tag          This is <a href="x" title="It is teh list">here</a> for the bees.
html - code in a tag           This is <code>teh</code> for the bees.
html - keys in a tag           This is <kbd>teh</kbd> for the bees.
html - comment                 This is <!-- teh list --> for the bees.
html - script                  <script>teh = 1</script><p>This is for the bees.</p>
html - style                   <style>.teh { top: 0 }</style><p>This is for the bees.</p>
html - entity                  This is &teh; for the bees.
html + paragraph               <p class="x">This is teh list for the bees.</p>
html + less than               If a < b then teh list is > c, for the bees.
txt - custom tag               This is <teh> for the bees.
txt - quoted error             He wrote “teh list [sic]” for the bees.
txt - quoted error, round      He wrote teh (sic) for the bees.
txt + after a quoted error     He wrote “a lisst [sic]” about teh bees.
txt - mention                  He wrote "teh" in the margin for the bees.
md  - fence                    Text is here.\n\n```\nteh list\n```\n\nMore is here.
md  - fence of tildes          Text is here.\n\n~~~ python\nteh list\n~~~\n\nMore is here.
md  - fence left open          Text is here.\n\n```\nteh list
md  + after a fence            Text is here.\n\n```\nlist\n```\n\nMore is in teh end.
md  - fence in a list          - Text is here.\n\n  ```\n  teh list\n  ```\n\nMore is here.
md  - indented code            Text is here.\n\n    teh = list(4);\n\nMore is here.
txt + indented line            Text is here.\n\n    in teh margin of the page\n\nMore is here.
txt + tabbed line              Text is here.\n\n⇥in teh margin of the page\n\nMore is here.
md  + table                    | of teh list | of bees |\n|---|---|\n| a list | of old trees |
md  + first row of a table     | teh | cat |\n|---|---|\n| a list | of old trees |
md  - callout                  > [!teh] It is good for the bees.
md  + text of a callout        > [!NOTE] It is teh best for the bees.
txt - admonition               ::: teh\nIt is good for the bees.\n:::
md  + quotation                > It is teh best for the bees.
md  + item                     - It is teh best for the bees.
md  + task                     - [x] find teh best for the bees
md  + numbered item            3. It is teh best for the bees.
md  + heading                  ## Teh best for the bees
md  - front matter             ---\nlayout: teh\n---\n\nIt is good for the bees.
md  - key of front matter      ---\nteh: page\ntitle: A list\n---\n\nIt is good for the bees.
md  + title in front matter    ---\nlayout: page\ntitle: On teh bees\n---\n\nIt is good for them.
md  + description, quoted      ---\ndescription: "On teh bees"\n---\n\nIt is good for them.
md  - front matter of TOML     +++\nlayout = "teh"\n+++\n\nIt is good for the bees.
md  + rule above               ---\n\nIt is teh best for the bees.\n\n---\n
txt + key and value            Note: teh bees are back in the garden.
txt + key on a line            Place: the garden\nTime: teh evening\n
rst - role                     See :ref:`teh` for the bees.
rst - role with a title        See :doc:`the teh <bees>` for the bees.
rst - directive                .. teh:: x\n\nText is here for the bees.
rst - code directive           .. code-block:: python\n\n   teh = 1\n\nText is here for the bees.
rst - literal block            Text is here::\n\n   teh list of bees\n\nMore is here.
rst - target                   .. _teh:\n\nText is here for the bees.
rst - field                    :param teh: the list of bees
rst + text of a field          :param list: it is teh list of bees
rst - reference                See teh_ for the bees.
rst - citation                 See [teh]_ for the bees.
rst + note                     .. note:: It is teh best for the bees.
rst + text of a note           .. note::\n\n   It is teh best for the bees.
rst + title                    On teh bees\n===========\n\nText is here.
rst + definition               The bees\n   are teh best in the garden.
rst - session                  >>> teh = bees()\n\nText is here for the bees.
tex - citation                 See \cite{teh} for the bees.
tex - citation with a page     See \citep[p.~3]{teh} for the bees.
tex - label                    See here \label{sec:teh} for the bees.
tex - reference                See \autoref{teh} for the bees.
tex - unknown command          See \mycommand{teh} for the bees.
tex - command                  See \teh for the bees.
tex - environment              \begin{equation}\nteh = x\n\end{equation}\n\nText is here.
tex - verbatim                 \begin{verbatim}\nteh list\n\end{verbatim}\n\nText is here.
tex - comment line             % teh list of bees\nText is here.
tex - accent                   See Erd\H{o}teh for the bees.
tex + emphasis                 See \emph{teh best} for the bees.
tex + footnote                 See here.\footnote{It is teh best for the bees.}
tex + heading                  \subsection{Teh best for the bees}
tex + caption                  \caption{On teh best for the bees}
tex + second argument          See \href{http://x.org}{teh best} for the bees.
tex + tie                      See Table~3 in teh list~\cite{x} for the bees.
tex + quotation marks of TeX   He calls ``teh list'' a thing for ``the bees''.
txt + escaped sign             It is 5\% of teh list for the bees.
txt + languages                C++ and C# are teh languages of the course.
txt + abbreviation             It is small, i.e. teh smallest of the bees.
txt + initials                 The U.K. and teh others are for the bees.
txt + title and name           It was Mr.Smith who saw teh bees.
txt + ellipsis                 He waited... and teh bees came back.
txt + ellipsis, closed up      He waited...teh bees came back to him.
txt + tilde                    It is ~90 of teh bees in the garden.
txt + plus                     Bread + butter is teh best for the bees.
txt + ampersand                Smith & Sons have teh best for the bees.
txt + stars                    It is 5* and teh best for the bees.
txt + smiley                   That is teh best of all :-) for the bees.
txt + with slash               Tea w/ milk is teh best for the bees.
txt + decades                  In the 1990s teh bees were in the garden.
txt + money of others          It is 5€ or £4 for teh list of bees.
txt + temperature              It is 20°C in teh garden of the bees.
txt + apostrophes              It's the bees' garden and teh dog's.
txt + quotation                She said, “It is teh best of all.”
txt + colon and capital        One thing: teh bees are back in the garden.
txt - JSON                     {"name": "teh", "size": 4}
txt - keys with a colon        The file has "teh": 4 in it.
txt - code in BB code          This is [code]teh list[/code] for the bees.
txt + bold in BB code          This is [b]teh list[/b] for the bees.
txt - shortcode                This is [gallery id="teh"] for the bees.
txt - Org source               #+BEGIN_SRC sh\nteh list\n#+END_SRC\nText is here.
txt - prompt                   Type this:\n\n$ teh list --all\n\nText is here.
txt - import of MDX            import {Teh} from "./teh"\n\nText is here for the bees.
txt - raw block of Liquid      {% raw %}teh list{% endraw %} for the bees.
md  + container                :::{note}\nIt is teh best for the bees.\n:::
md  + summary                  <details>\n<summary>On teh bees</summary>\n\nText is here.\n\n</details>
md  - shortcode of Hugo        {{< figure src="teh.png" >}} is here for the bees.
md  - diagram                  ```mermaid\ngraph teh\n```
rst - image                    .. image:: teh.png\n   :alt: x\n\nText is here.
rst - substitution             .. |teh| replace:: x\n\nText is here.
rst - link with its address    `teh bees <http://x.org>`_ is here for the bees.
tex - broken by a hyphen       See the teh\-first list for the bees.
txt - comment of Liquid        {% comment %}teh list{% endcomment %} for the bees.
txt - call with words          Use teh(x, "a b") for the bees.
tex - verb                     See \verb|teh| in the list of bees.
tex + item                     \begin{itemize}\n\item It is teh best.\n\end{itemize}
tex + declaration              See {\bf teh best} for the bees.
html + label                   <button aria-label="Open teh list of bees">x</button>
html + item                    <li>It is teh best<li>of all the bees
txt - shebang                  #!/bin/teh\nText is here for the bees.
txt - issue                    See owner/teh#12 for the bees.
txt - port and path            Open 10.0.0.1:8080/teh for the bees.
txt - package                  Use @teh/package for the bees.
txt - secret                   Use ${{ secrets.teh }} for the bees.
txt - prompt of a shell        teh@localhost:~$ ls
txt + heading of a wiki        ==Teh heading==
txt + who speaks               [Bob]: teh dog ran home\n[Eve]: no
txt + question and answer      Q: What is teh answer?\nA: There is none.
txt + mail quoted twice        >> It is teh best for the bees.
txt + less than three          I <3 teh bees of the garden.
txt + product                  3 x 4 = 12, so teh sum is wrong.
txt + feet and inches          He is 5'10" and teh tallest of all.
txt + per kilo                 It is £5/kg, teh price of honey.
txt + between two tags         {% if x %}It is teh best{% endif %} for the bees.
md  - code in Chinese          我们先运行 `teh list`，然后再看结果。
md  - name in Chinese          我们先运行teh_list，然后再看结果。
md  - path in Chinese          文件在/srv/teh/data目录里，请先备份。
txt - address in Chinese       请看https://example.org/teh，然后再看结果。
txt - word in Chinese          我们先运行teh，然后再看结果。
txt - option in Chinese        运行时加上--teh参数，然后再看结果。
txt + beside Chinese           It is teh best of all. 他说。
zh  + Chinese                  他们昨天己经到家了，大家都很高兴。
zh  - Chinese in code          请先调用 `己经完成` 这个函数，再看结果。
zh  - Chinese in a formula     其中 $x_{己经}$ 表示完成的数量，见下文。
zh  - Chinese in a template    您好，{{ 己经完成 }}，请查收这封信。
zh  - Chinese in a wiki link   请看 [[己经完成]] 这一页的内容，谢谢。
zh  + between two formulas     当 $x=1$ 时他们己经到家了，$y=2$ 也成立。
zh  - Chinese hashtag          请看 #己经完成# 这个话题的内容，谢谢。
zh  - Chinese in an address    请看 https://example.org/wiki/己经 这一页。
zh  - Chinese quoted error     他写道“我己经［原文如此］到家”，然后走了。
zh  + Chinese in a link        请看[他们己经到家](https://example.org)这一页。
""".strip().splitlines()

IN_FORMAT = r"""
md  - indented words           Text is here.\n\n    in teh margin of the page\n\nMore is here.
md  - code after a tab         Text is here.\n\n⇥in teh margin of the page\n\nMore is here.
md  + indented in a list       - Text is here.\n\n    It is teh best for the bees.
md  + HTML in Markdown         <div align="center">\n\nIt is teh best for the bees.\n\n</div>
md  + a block of HTML          <p align="center">\nIt is teh best for the bees.\n</p>
md  - heading with an anchor   See [here](#teh-bees) now.\n\n## Teh bees\n
rst - comment                  .. teh list of bees\n   goes on\n\nText is here.
rst - default role             See `teh` for the bees.
rst - unknown directive        .. thing::\n\n   In teh margin of the page.\n\nText is here.
tex - comment in a line        Text is here. % teh list of bees\nMore is here.
tex - preamble                 \documentclass{article}\nteh\n\begin{document}\nText is here.\n\end{document}
html - preformatted            <pre>in teh margin</pre><p>Text is here for the bees.</p>
html - not to be translated    <p translate="no">in teh margin</p><p>Text is here for the bees.</p>
""".strip().splitlines()


def rows(lines: list[str]) -> list[tuple[str, str, bool, str]]:
    """What each line says: name, format, whether the word is prose, and the text."""
    found = []
    for line in lines:
        match = re.fullmatch(r"(\w+)\s+([+-]) (.+?)\s{2,}(.*)", line)
        assert match, line
        kind, sign, name, text = match.groups()
        found.append(
            (name, "txt" if kind == "zh" else kind, sign == "+", text.replace("\\n", "\n").replace("⇥", "\t"))
        )
    return found
