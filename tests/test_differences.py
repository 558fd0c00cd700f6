"""Does comparing tell just what changed, word by word? (How long that takes: bench/differences.py.)"""

from itertools import pairwise

import pytest
from django.template.loader import render_to_string
from hypothesis import example, given
from hypothesis import strategies as st

from articles import body
from articles.aligning import Budget, steps
from articles.body_blocks import blocks_of, words_of
from articles.body_differences import CUT, MOST_ROWS
from articles.differences import Names, differences, in_a_few_words, keys_of
from articles.runs import ADDED, KEPT, REMOVED, runs_between


def compared(old, new, name="headline", **names):
    return differences({name: old}, {name: new}, Names(**names))


def told(old, new, name="headline", **names):
    """The runs of a field's change: [(kind, text)], with a note if there is one."""
    found = compared(old, new, name, **names)
    return [(run.kind, run.text, *([run.note] if run.note else [])) for run in found[0].runs] if found else []


def rows(old, new, **names):
    found = compared(old, new, "body", **names)
    return found[0].rows if found else ()


def changed_runs(row):
    return [(run.kind, run.text) for run in row.runs if run.kind != KEPT]


# Words


def test_a_changed_word_is_taken_out_and_put_in():
    assert told("Bridge shut until May", "Bridge shut until August") == [
        ("kept", "Bridge shut until"), ("removed", "May"), ("added", "August"),
    ]  # fmt: skip


def test_what_is_the_same_is_no_difference():
    words = {"headline": "Flood", "body": "<p>Water</p>", "tags": ["A"], "bylines": [[1, "author"]]}
    assert differences(words, dict(words)) == []


@pytest.mark.parametrize(("old", "new"), [("Flood  rises", " Flood rises\n"), ("a\u00a0b", "a b"), ("", "  ")])
def test_white_space_alone_is_no_difference(old, new):
    assert compared(old, new) == []
    assert compared(f"<p>{old}</p>", f"<p>{new}</p><p> </p>", "body") == []


@pytest.mark.parametrize(
    "word",
    ["п’ять", "п'ять", "пʼять", "під’їзд", "нью-йоркський", "Гео́ргій", "1,200.50", "18:30", "café", "नमस्ते", "👩‍🚒"],
)
def test_a_word_is_kept_whole(word):
    assert [found.text.strip() for found in words_of(word)] == [word]


def test_a_sign_after_a_word_is_not_part_of_it():
    assert told("Вода прибуває", "Вода прибуває!") == [("kept", "Вода прибуває"), ("added", "!")]


def test_a_word_or_two_that_happen_to_agree_do_not_chop_a_rewritten_sentence():
    old = "Engineers found fourteen cracks in the girders of bridge on Monday morning"
    new = "Nobody expected that repairs would last through the winter and cost three million"
    assert [kind for kind, *_ in told(old, new)] == ["removed", "added"]


def text_of(runs, *kinds):
    """Join the runs of some kinds again."""
    return "".join((" " if run.gap else "") + run.text for run in runs if run.kind in kinds).strip()


texts = st.text(st.sampled_from("аб’є ab'-.,1  \n\u0301\u00a0“👩\u200d"), max_size=80) | st.text(max_size=40)


@given(texts, texts)
@example("a", "a a")
def test_kept_and_removed_give_the_old_text_and_kept_and_added_the_new(old, new):
    runs = list(runs_between(words_of(old), words_of(new), Budget()))
    assert text_of(runs, KEPT, REMOVED) == " ".join(old.split())
    assert text_of(runs, KEPT, ADDED) == " ".join(new.split())


@given(
    st.lists(st.integers(0, 5), max_size=60), st.lists(st.integers(0, 5), max_size=60), st.sampled_from([0, 50, 10**6])
)
def test_a_walk_covers_both_sequences_in_order_whatever_the_budget(old, new, left):
    walk = list(steps(old, new, Budget(left)))
    assert [item for step in walk for item in old[step.old]] == old
    assert [item for step in walk for item in new[step.new]] == new
    assert all(old[step.old] == new[step.new] for step in walk if step.kept)
    assert all(one.kept != other.kept for one, other in pairwise(walk))


# The body

MARKUP = ["<p>", "</p>", "<h2>", "</h2>", "<ul>", "<li>", "</li>", "</ul>", "<blockquote>", "</blockquote>", "<strong>",
          "</strong>", '<a href="https://a.example/">', "</a>", "<br>", "<table><tr><td>", "</td></tr></table>", "<hr>",
          '<figure data-block="image" data-image="1">', "<figcaption>", "</figcaption>", "</figure>",
          '<aside data-block="related" data-article="2"></aside>', "&amp;", "one ", "два ",
          '<div data-block="post" data-post="https://x.com/olha/status/1">', "</div>",
          "<", '"', ">"]  # fmt: skip
markup = st.lists(st.sampled_from(MARKUP), max_size=40).map("".join)


@given(markup | st.text(max_size=60), markup | st.text(max_size=60), st.booleans())
def test_any_two_bodies_can_be_compared_and_no_word_is_lost(old, new, clean):
    if clean:
        old, new = body.sanitise(old), body.sanitise(new)
    found = compared(old, new, "body")
    assert bool(found) == (blocks_of(old) != blocks_of(new))
    for row in found[0].rows if found else ():
        assert row.change != CUT
    removed = [word for row in rows(old, new) for run in row.runs if run.kind == REMOVED for word in run.text.split()]
    added = [word for row in rows(old, new) for run in row.runs if run.kind == ADDED for word in run.text.split()]
    assert len(removed) + len(added) <= sum(len(b.words) for side in (old, new) for b in blocks_of(side))
    assert compared(old, old, "body") == []


@given(markup)
def test_no_word_of_a_clean_body_is_overlooked(html):
    html = body.sanitise(html)
    seen = "".join(word.text for block in blocks_of(html) for word in block.words if block.kind != "image")
    assert "".join(seen.replace("⏎", "").replace("¦", "").split()) == "".join(body.text_of(html).split())


def test_a_changed_paragraph_is_compared_word_by_word_and_the_rest_is_folded():
    same = "".join(f"<p>Paragraph {number} stays as it is.</p>" for number in range(9))
    found = rows(f"{same}<p>The city pays for 300 buses.</p>", f"{same}<p>The city pays for 30 buses.</p>")
    assert [row.change for row in found] == ["skipped", "kept", "changed"]
    assert found[0].count == 8
    assert changed_runs(found[2]) == [("removed", "300"), ("added", "30")]


def test_a_new_paragraph_between_two_is_just_added():
    found = rows("<p>One.</p><p>Two.</p>", "<p>One.</p><p>Between.</p><p>Two.</p>")
    assert [row.change for row in found] == ["kept", "added", "kept"]


def test_rewritten_paragraphs_are_matched_with_what_they_became():
    old = "<p>Water rose in the night.</p><p>Nobody was hurt, police say.</p>"
    new = (
        "<p>A wholly different start of it all.</p><p>Water rose in the evening.</p><p>Nobody was hurt, the police say."
    )
    assert [row.change for row in rows(old, new)] == ["added", "changed", "changed"]


@pytest.mark.parametrize(
    ("old", "new", "note"),
    [
        ("<p>a word here</p>", "<p>a <strong>word</strong> here</p>", "now bold"),
        ("<p>a <em>word</em> here</p>", "<p>a word here</p>", "no longer italic"),
        ("<p>a word</p>", '<p>a <a href="https://a.example/">word</a></p>', "link to https://a.example/"),
        ('<p>a <a href="/x/">word</a></p>', "<p>a word</p>", "no longer a link to /x/"),
        ('<p>a <a href="/x/?a=1&amp;b=2">word</a>', '<p>a <a href="/y/">word</a>', "link to /y/, was to /x/?a=1&b=2"),
    ],
)  # fmt: skip
def test_a_change_of_emphasis_or_link_alone_is_shown(old, new, note):
    (row,) = rows(old, new)
    assert [(run.kind, run.text, run.note) for run in row.runs if run.note] == [("kept", "word", note)]


def test_bold_is_bold_by_whatever_tag():
    assert rows("<p><b>a</b> <i>b</i></p>", "<p><strong>a</strong> <em>b</em></p>") == ()


def test_bolding_half_a_word_does_not_break_it_in_two():
    (row,) = rows("<p>a bridge</p>", "<p>a <b>bri</b>dge</p>")
    assert [run.text for run in row.runs] == ["a", "bridge"]


def test_a_paragraph_that_became_a_subhead_says_so():
    (row,) = rows("<p>What happened</p>", "<h2>What happened</h2>")
    assert (row.kind, row.note) == ("subhead", "was a paragraph")


@pytest.mark.parametrize(
    ("html", "kinds"),
    [
        ("<ul><li>a</li><li><p>b</p></li></ul>", ["point", "point"]),
        ("<ol><li><p>a</p></li></ol>", ["numbered point"]),
        ("<blockquote><p>a</p><p>b</p></blockquote>", ["quote", "quote"]),
        ("<table><tbody><tr><td><p>a</p></td><td>b</td></tr><tr><td>c</td></tr></tbody></table>", ["table row"] * 2),
        ("<h2>a</h2><h3>b</h3><pre>c</pre><hr>", ["subhead", "smaller subhead", "set as typed", "rule"]),
    ],
)
def test_every_kind_of_block_is_known(html, kinds):
    assert [block.kind for block in blocks_of(html)] == kinds


def test_a_changed_cell_of_a_table_is_found_in_its_row():
    table = "<table><tbody><tr><td>Port</td><td>{}</td></tr><tr><td>Town</td><td>7</td></tr></tbody></table>"
    found = [row for row in rows(table.format(4), table.format(5)) if row.change != KEPT]
    assert [changed_runs(row) for row in found] == [[("removed", "4"), ("added", "5")]]


FIGURE = '<figure data-block="image" data-image="{}"><figcaption>{}</figcaption></figure>'


def test_a_changed_caption_and_an_exchanged_picture_are_told_apart():
    pictures = {1: "Bridge", 2: "Harbour"}
    (caption,) = rows(FIGURE.format(1, "On Monday"), FIGURE.format(1, "On Sunday"), pictures=pictures)
    assert (caption.change, caption.title) == ("changed", "Bridge")
    assert changed_runs(caption) == [("removed", "Monday"), ("added", "Sunday")]
    exchanged = rows(FIGURE.format(1, ""), FIGURE.format(2, ""), pictures=pictures)
    assert [(row.change, row.title) for row in exchanged] == [("removed", "Bridge"), ("added", "Harbour")]


def test_a_picture_cropped_around_another_point_is_a_change():
    plain = FIGURE.format(1, "")
    (row,) = rows(plain, plain.replace('="1"', '="1" data-focus="0.2,0.3"'), pictures={1: "Bridge"})
    assert (row.change, row.title, row.note) == ("changed", "Bridge", "cropped around another point")


def test_a_picture_that_joins_a_gallery_is_told():
    pictures = {1: "Bridge", 2: "Harbour"}
    frames = ['<figure data-image="1"></figure>', '<figure data-image="2"><figcaption>At dawn</figcaption></figure>']
    gallery = '<div data-block="gallery">{}</div>'
    (kept, joined) = rows(gallery.format(frames[0]), gallery.format("".join(frames)), pictures=pictures)
    assert (kept.change, joined.change, joined.title) == ("kept", "added", "Harbour")


POST = '<p>He said:</p><div data-block="post" data-post="https://x.com/olha/status/{}">{}</div>'


def test_another_post_in_its_place_is_a_change_even_if_its_words_were_not_quoted():
    found = rows(POST.format(1, ""), POST.format(2, ""))
    assert [(row.change, row.kind, row.title) for row in found[1:]] == [
        ("removed", "post", "https://x.com/olha/status/1"),
        ("added", "post", "https://x.com/olha/status/2"),
    ]


def test_the_quoted_words_of_a_post_are_compared_line_by_line():
    found = rows(POST.format(1, "<p>It rains.</p><p>Stay in.</p>"), POST.format(1, "<p>It rains.</p><p>Go in.</p>"))
    assert changed_runs(found[-1]) == [("removed", "Stay"), ("added", "Go")]
    assert "⏎" in found[-1].runs[0].text


def test_related_stories_and_videos_are_told_by_name():
    old = '<aside data-block="related" data-article="7"></aside>'
    new = '<div data-block="video" data-video="https://vimeo.com/123456"></div>'
    found = rows(old, new, stories={7: "Flood"})
    assert [(row.kind, row.title) for row in found] == [
        ("related story", "Flood"),
        ("video", "https://vimeo.com/123456"),
    ]


def test_a_moved_paragraph_says_so():
    one, two = "<p>The first of them all, long enough.</p>", "<p>Another one, quite unlike.</p>"
    notes = {row.note for row in rows(one + two, two + one) if row.change != KEPT}
    assert notes == {"moved away from here", "moved here"}


# Everything else


def test_tags_come_and_go():
    assert told(["Port", "Night"], ["Port", "Weather"], "tags") == [
        ("removed", "Night"), ("kept", "Port"), ("added", "Weather"),
    ]  # fmt: skip


def test_bylines_come_and_go_change_their_role_and_their_order():
    authors = {1: "Olha", 2: "Taras", 3: "Ivan", 4: "Zoya"}
    old, new = [[1, "author"], [2, "author"], [3, "author"]], [[2, "author"], [1, "photo"], [4, "author"]]
    found = told(old, new, "bylines", authors=authors)
    assert ("added", "By Zoya") in found
    assert ("removed", "By Ivan") in found
    assert ("kept", "Photography by Olha", "was “By”") in [
        (*run[:2], run[2].split(", ")[0]) for run in found if run[2:]
    ]
    assert any("in another place" in run[-1] for run in found)


def test_an_exchanged_lead_picture_gives_both():
    (change,) = compared(1, 2, "lead_picture_id", pictures={1: "Bridge"})
    assert (change.old, change.old_title, change.new) == ("Bridge", "Bridge", None)
    assert change.new_title == "picture 2, which is not in the library any more"


def test_what_is_chosen_from_a_list_is_told_by_its_name():
    assert told("news", "opinion", "genre") == [("removed", "News"), ("added", "Opinion")]
    assert told(None, 3, "section_id", sections={3: "City"}) == [("added", "City")]


def test_what_changed_is_said_in_a_few_words():
    old = {"headline": "Flood", "body": "<p>One two three.</p>", "tags": ["A"]}
    new = {"headline": "Flood rises", "body": "<p>One three four five.</p>", "tags": []}
    assert in_a_few_words(differences(old, new)) == "headline, body +2 −1 words, tags"


def test_all_that_versions_refer_to_is_looked_up_at_once():
    words = {"body": FIGURE.format(4, "x") + '<aside data-block="related" data-article="7"></aside>'}
    words |= {"lead_picture_id": 5, "section_id": 2, "bylines": [[9, "author"]]}
    keys = keys_of([words, {}])
    assert (keys.pictures, keys.stories, keys.sections, keys.authors) == ({4, 5}, {7}, {2}, {9})


anything = st.none() | st.booleans() | st.integers() | st.text(max_size=9) | st.lists(st.text(max_size=3), max_size=2)


@given(st.sampled_from(["headline", "body", "genre", "section_id", "lead_picture_id"]), anything, anything)
def test_odd_values_of_old_revisions_do_no_harm(name, old, new):
    keys_of([{name: old}, {name: new}])
    compared(old, new, name)


def test_everything_is_escaped():
    evil = "<script>alert(1)</script>"
    old = {"headline": "x", "tags": ["x"], "bylines": [], "body": "<p>x</p>"}
    new = {"headline": evil, "tags": [evil], "bylines": [[1, evil]]}
    new["body"] = (
        '<p>&lt;script&gt;alert(1) <a href="https://a.example/?&lt;script&gt;&quot;">x</a></p>' + FIGURE.format(1, "y")
    )
    changes = differences(old, new, Names(authors={1: evil}, pictures={}))
    for layout in ("", "side", "inline"):
        page = render_to_string("desk/_differences.html", {"changes": changes, "layout": layout})
        assert "<script" not in page
        assert "&lt;script&gt;" in page


def test_nobody_is_shown_more_rows_than_anybody_reads():
    rest = rows("<p>x</p>" * (MOST_ROWS + 500), "<p>y</p>" * (MOST_ROWS + 500))
    assert len(rest) == MOST_ROWS + 1
    assert [row.change == CUT for row in rest] == [False] * MOST_ROWS + [True]
