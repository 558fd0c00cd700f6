"""What may stand in a body? Compared with a list of its own, by a parser that shares no code with the cleaner."""

import re
import signal
from contextlib import contextmanager
from html.parser import HTMLParser

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from articles.body import (
    Reference,
    count_words,
    pictures_in,
    reading_minutes,
    references,
    sanitise,
    split,
    text_of,
)
from articles.body_parts import PictureUse

# Spelled out here on purpose: a tag that creeps into the cleaner's own list must fail a test.
ALLOWED = {
    **dict.fromkeys(
        ("b", "blockquote", "br", "cite", "code", "em", "figcaption", "h2", "h3", "h4", "hr", "i", "li", "p"), ()
    ),
    **dict.fromkeys(("pre", "s", "strong", "sub", "sup", "table", "tbody", "thead", "tr", "ul"), ()),
    "a": ("href",),
    "abbr": (),
    "ol": ("start",),
    "td": ("colspan", "rowspan"),
    "th": ("colspan", "rowspan"),
    "figure": ("data-block", "data-image", "data-focus"),
    "aside": ("data-block", "data-article"),
    "div": ("data-block", "data-video", "data-post"),
}
ANYWHERE = ("title", "lang")  # words and a language harm nobody
SCHEMES = ("http", "https", "mailto", "tel")


class Inspector(HTMLParser):
    def __init__(self, more):
        super().__init__(convert_charrefs=True)
        self.allowed, self.found = {**ALLOWED, **(more or {})}, []

    def handle_starttag(self, tag, attrs):
        if tag not in self.allowed:
            self.found.append(f"<{tag}>")
        for name, value in attrs:
            if name not in (*self.allowed.get(tag, ()), *ANYWHERE):
                self.found.append(f"{tag} {name}")
            # as browsers read addresses: https://url.spec.whatwg.org/#concept-basic-url-parser
            address = re.sub(r"[\t\r\n]", "", (value or "").lstrip("".join(map(chr, range(33))))).lower()
            scheme = re.match(r"([a-z][a-z0-9+.-]*):", address)
            if name in {"href", "src", "data-video", "data-post"} and scheme and scheme[1] not in SCHEMES:
                self.found.append(f"{name}={value}")

    def note(self, what):
        self.found.append(f"<!{what}>")

    handle_comment = handle_decl = handle_pi = unknown_decl = note


def harm_in(html, more=None):
    """List what an independent parser finds in `html` that the list above (and `more`) does not allow."""
    inspector = Inspector(more)
    inspector.feed(html)
    inspector.close()
    return inspector.found


@contextmanager
def within(seconds):
    def too_late(*_):
        raise TimeoutError(f"It took more than {seconds} seconds.")

    before = signal.signal(signal.SIGALRM, too_late)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


PICTURE = '<figure data-block="image" data-image="12"></figure>'
CAPTIONED = '<figure data-block="image" data-image="12"><figcaption>The <em>Dnipro</em> in May</figcaption></figure>'
FOCUSED = PICTURE.replace("></", ' data-focus="0.3,1"></')
GALLERY = (
    '<div data-block="gallery"><figure data-image="9" data-focus="0,0.05"><figcaption>At <em>dawn</em></figcaption>'
    '</figure><figure data-image="12"></figure></div>'
)
RELATED = '<aside data-block="related" data-article="7"></aside>'
VIDEO = '<div data-block="video" data-video="https://www.youtube.com/watch?v=dQw4w9WgXcQ"></div>'
POST = '<div data-block="post" data-post="https://x.com/olha/status/17"><p>One &amp; two</p><p>three</p></div>'
QUOTE = '<aside data-block="quote"><p>It never stopped</p><cite>Olha</cite></aside>'


@pytest.mark.parametrize(
    "html",
    [
        "<h2>Water</h2><p>It <b>rose</b>, <i>slowly</i>, <strong>then</strong> <em>fast</em>.</p><hr>",
        "<h3>A</h3><h4>B</h4><p>one<br>two <s>three</s> x<sup>2</sup> H<sub>2</sub>O <code>x = 1</code></p>",
        '<p><a href="https://example.org/?a=1&amp;b=2" title="More">out</a> <a href="/articles/flood/">in</a></p>',
        '<p><a href="mailto:desk@example.org">write</a> <a href="tel:+380441234567">call</a></p>',
        '<ul><li>one</li><li>two</li></ul><ol start="3"><li>three</li></ol>',
        "<blockquote><p>We wait.</p><p><cite>Olha</cite></p></blockquote><pre>as\n  typed</pre>",
        '<table><thead><tr><th colspan="2">m</th></tr></thead><tbody><tr><td rowspan="2">1</td></tr></tbody></table>',
        '<p><abbr title="World Health Organization">WHO</abbr>: п’ять &lt; шість &amp; сім</p>',
        f"<p>before</p>{PICTURE}{CAPTIONED}{FOCUSED}{GALLERY}{RELATED}{VIDEO}{POST}{QUOTE}<p>after</p>",
        '<div data-block="post" data-post="https://social.example/@olha/17"></div>',
        '<aside data-block="quote"><p>It never</p><p>stopped</p></aside>',
        "<ul><li><p>one</p><ul><li><p>under it</p></li></ul></li></ul>",
    ],
)
def test_markup_that_is_allowed_survives_unchanged(html):
    assert sanitise(html) == html


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        (f'<figure class="x" data-image="12" data-block="image" style="y">{""}</figure>', PICTURE),
        (PICTURE.replace(">", ' data-focus="0.310,1.0">', 1), PICTURE.replace(">", ' data-focus="0.31,1">', 1)),
        (PICTURE.replace(">", ' data-focus="0.31,1.5">', 1), PICTURE),
        (PICTURE.replace(">", ' data-focus="0,0&quot; onclick=&quot;1">', 1), PICTURE),
        (GALLERY.replace("<figure", "words<p>between</p><figure").replace("</div>", "<hr></div>"), GALLERY),
        (GALLERY.replace('<figure data-image="12">', '<figure data-block="image" data-image="12">'), GALLERY),
        ('<div data-block="gallery"><figure data-image="x"></figure><p>kept</p></div>', "<p>kept</p>"),
        ('<aside data-block="related" data-article="7"><p>An old card</p></aside>', RELATED),
        ('<div data-block="video" data-video="https://youtu.be/dQw4w9WgXcQ?si=spy">x</div>', VIDEO),
        (
            '<div data-block="post" data-post="https://mobile.twitter.com/olha/status/17?s=20" onclick="x" data-x="y">'
            '<p class="x">One &amp; <b>two</b></p>\n<ul><li>three</li></ul><script>x</script></div>',
            POST,
        ),
        (
            '<div data-block="post" data-post="https://www.facebook.com/permalink.php?story_fbid=1&id=2&x"></div>',
            '<div data-block="post" data-post="https://www.facebook.com/permalink.php?story_fbid=1&amp;id=2"></div>',
        ),
        (
            '<aside data-block="quote" data-article="7" title="x"><blockquote>It <a href="/x">never</a>\n stopped'
            "</blockquote><cite><i>Olha</i></cite></aside>",
            QUOTE,
        ),
        ('<aside data-block="quote"><p> </p><p>&nbsp;</p></aside><p>a</p>', "<p>a</p>"),
        ('<div data-block="video" data-video="https://m.youtube.com/watch?v=dQw4w9WgXcQ&t=9"></div>', VIDEO),
    ],
)
def test_a_reference_is_written_in_its_one_form(written, kept):
    assert sanitise(written) == kept


@pytest.mark.parametrize(
    "html",
    [
        "<div><p>kept</p></div>",
        '<div class="wrap"><div><p>kept</p></div></div>',
        '<aside data-block="image"><p>kept</p></aside>',
        '<figure data-block="image" data-image="012"><p>kept</p></figure>',
        '<figure data-block="image" data-image="-1"><p>kept</p></figure>',
        '<figure data-block="image"><p>kept</p></figure>',
        '<aside data-block="related" data-article="1 or 1"><p>kept</p></aside>',
        '<div data-block="post" data-post="https://example.org/olha"><p>kept</p></div>',
        '<div data-block="post" data-post="javascript://x.com/olha/status/17"><p>kept</p></div>',
        '<div data-block="post" data-video="https://vimeo.com/1234567"><p>kept</p></div>',
        '<div data-block="quote"><p>kept</p></div>',
        '<div data-block="video" data-video="https://www.youtube.com.evil.org/watch?v=dQw4w9WgXcQ"><p>kept</p></div>',
        '<div data-block="video" data-video="javascript://youtu.be/dQw4w9WgXcQ"><p>kept</p></div>',
        '<div data-block="video" data-video="https://youtube.com@evil.org/watch?v=dQw4w9WgXcQ"><p>kept</p></div>',
    ],
)
def test_a_wrapper_that_is_no_reference_vanishes_and_its_text_stays(html):
    assert sanitise(html) == "<p>kept</p>"


@pytest.mark.parametrize("tag", ["script", "style", "template", "iframe", "noscript", "textarea", "svg", "math"])
def test_what_an_element_of_code_holds_is_not_text(tag):
    assert sanitise(f"<p>kept</p><{tag}>code</{tag}>") == "<p>kept</p>"


@pytest.mark.parametrize("html", ['<p title="x">a</p>', '<p lang="uk">a</p>', '<p id="content" class="b">a</p>'])
def test_an_attribute_that_no_list_names_goes(html):
    assert sanitise(html) == "<p>a</p>"


@pytest.mark.parametrize("html", ["", " \n", "<p></p>", "<p><br></p><p> </p>", "<div></div>", "<!-- x -->"])
def test_a_body_that_says_nothing_is_empty(html):
    assert sanitise(html) == ""


def test_empty_paragraphs_at_the_end_are_dropped():
    assert sanitise("<p>a</p><p></p><p>b</p><p></p><p></p>") == "<p>a</p><p></p><p>b</p>"


def test_a_body_that_is_no_unicode_is_cleaned_all_the_same():
    assert sanitise("<p>a\ud800b</p><script>x</script>").startswith("<p>a")


def test_a_body_holds_no_character_that_xml_cannot_carry():
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", sanitise("<p>a\x0bb\x01c\x0cd\ufffe&#11;</p>"))


def test_references_are_read_in_order_with_their_captions():
    body = sanitise(f"<p>a</p>{CAPTIONED}{FOCUSED}{GALLERY}{RELATED}{VIDEO}{POST}{QUOTE}")
    assert list(references(body)) == [
        Reference("image", "12", "The <em>Dnipro</em> in May"),
        Reference("image", "12", focus="0.3,1"),
        Reference("gallery", "", gallery=(PictureUse("9", "At <em>dawn</em>", "0,0.05"), PictureUse("12"))),
        Reference("related", "7"),
        Reference("video", "https://www.youtube.com/watch?v=dQw4w9WgXcQ"),
        Reference("post", "https://x.com/olha/status/17", "One &amp; two\nthree"),
        Reference("quote", "", "It never stopped", "Olha"),
    ]


def test_pictures_are_listed_once_each_in_order():
    assert pictures_in(sanitise("".join(PICTURE.replace("12", n) for n in ("9", "12", "9")))) == [9, 12]


def test_the_pictures_of_a_gallery_are_pictures_of_the_body():
    assert pictures_in(sanitise(PICTURE.replace("12", "3") + GALLERY)) == [3, 9, 12]


def test_splitting_and_joining_loses_no_markup():
    assert "".join(split("<p>a &amp; b &#8212; c</p><hr>")) == "<p>a &amp; b &#8212; c</p><hr>"


tags = st.sampled_from(
    [*ALLOWED, "script", "style", "svg", "math", "img", "font", "form", "title", "select", "template"]
)
attributes = st.sampled_from(
    [
        "",
        ' onclick="x()"',
        ' href="javascript:x()"',
        ' href="&#106;ava\tscript:x()"',
        ' href="/a?b=1&c=2"',
        ' style="x"',
        ' title="a<b>c"',
        ' data-block="image" data-image="3"',
        ' data-block="image" data-image="3" data-focus="0.50,1.0"',
        ' data-block="related" data-article="4"',
        ' data-block="video" data-video="https://vimeo.com/1234567"',
        ' data-block="video" data-video="javascript:x"',
        ' data-block="post" data-post="https://x.com/olha/status/17"',
        ' data-block="post" data-post="https://evil.example/&quot;><script>"',
        ' data-block="quote"',
        ' data-block="gallery"',
        ' data-image="5" data-focus="0.5,0.5"',
    ]
)
tokens = st.one_of(
    st.builds("<{}{}>".format, tags, attributes),
    st.builds("</{}>".format, tags),
    st.sampled_from(["<!--", "-->", "<![CDATA[", "]]>", "<", ">", "&", "&lt;script&gt;", "&#0;", '"', "'", "<?", " "]),
    st.text(max_size=6),
)
markup = st.lists(tokens, max_size=25).map("".join)


@given(markup)
@example("<p>a<b>1<p>2</b>3</p>")
@example(f"{PICTURE[:-9]}<em>open</figure><p>after")
@example(f"{GALLERY[:-6]}<figure><p>open</div><figure data-image='4'><div data-block='gallery'><p>after")
@example('<table><aside><table><div data-block="video"><table><p>')
def test_cleaning_twice_changes_nothing(html):
    assert sanitise(sanitise(html)) == sanitise(html)


@given(markup)
@example("<svg><style><img src=x onerror=x()></style></svg>")
@example("<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=x()&gt;'>")
def test_nothing_outside_the_list_survives_cleaning(html):
    assert harm_in(sanitise(html)) == []


@given(markup)
def test_every_reference_that_survives_is_complete(html):
    for part in references(sanitise(html)):
        assert {"quote": part.words, "gallery": part.gallery}.get(part.kind, part.target)
        assert all(picture.number for picture in part.pictures)


@given(markup)
@example(f"{POST[:-6]}<em>open</div><p>after")
@example('<aside data-block="quote">a<cite>b</aside>c</cite><aside data-block="quote"><aside data-block="quote">d')
@example('<div data-block="post" data-post="https://x.com/olha/status/17">&lt;script&gt;&amp;lt;<br>b</div>')
def test_posts_and_quotes_hold_words_and_no_markup(html):
    for part in references(sanitise(html)):
        if part.kind in {"post", "quote"}:
            assert not re.search("[<>]", part.words + part.by)


def test_the_words_of_a_post_count_and_those_of_a_pull_quote_do_not():
    assert text_of(f"<p>a</p>{POST}{QUOTE}<p>b</p>") == "a One & two three b"
    assert count_words(f"<p>a</p>{POST}{QUOTE}<p>b</p>") == 5


def test_a_cell_says_how_far_it_spans_only_if_it_does():
    assert sanitise('<table><tbody><tr><td colspan="1" rowspan="2">a</td></tr></tbody></table>') == (
        '<table><tbody><tr><td rowspan="2">a</td></tr></tbody></table>'
    )


def test_text_is_the_plain_words_without_captions():
    assert (
        text_of(f"<h2>Top</h2><p>one<br>two&nbsp;&amp; <b>th</b>ree</p>{CAPTIONED}<p>end</p>")
        == "Top one two & three end"
    )


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("", 0),
        ("<p>Don't stop: it's well-known.</p>", 4),
        ("<p>П'ять</p><p>п’ять</p><p>пʼять</p>", 3),
        ("<p>Об’єднані сім’ї з Кам’янця‑Подільського</p>", 4),
        ("<p>– … ! 42</p>", 1),
    ],
)
def test_an_apostrophe_or_a_hyphen_does_not_end_a_word(html, words):
    assert count_words(html) == words


@pytest.mark.parametrize(("words", "minutes"), [(0, 1), (220, 1), (440, 2), (2200, 10)])
def test_reading_takes_whole_minutes_and_one_at_least(words, minutes):
    assert reading_minutes(words) == minutes


def test_ten_megabytes_of_paragraphs_are_cleaned_in_bounded_time():
    paragraph = f"<p>{'The river rose again. ' * 20}&amp; more.</p>"
    html = paragraph * (10 * 1024 * 1024 // len(paragraph))
    with within(30):
        assert len(sanitise(html)) == len(html)


@pytest.mark.parametrize("piece", ["<", "<b>x</b>", PICTURE, "</p>"])
def test_a_body_of_nothing_but_marks_is_cleaned_in_bounded_time(piece):
    with within(10):
        sanitise(piece * (500_000 // len(piece)))
