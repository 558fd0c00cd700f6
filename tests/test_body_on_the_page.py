"""How do posts, pull quotes and tables of a body look to readers, on a page and in feeds?"""

import feedparser
import pytest

from tests.factories import make_image, make_live

pytestmark = pytest.mark.django_db

POST = '<div data-block="post" data-post="https://x.com/olha/status/17"><p>One &amp; &lt;two&gt;</p></div>'
QUOTE = '<aside data-block="quote"><p>“It never stopped.”</p><cite>Olha</cite></aside>'
TABLE = "<table><tbody><tr><th>Place</th></tr><tr><td>Quay</td></tr></tbody></table>"


def page_of(client, body):
    return client.get(make_live(body=body).get_absolute_url()).content.decode()


def test_a_post_is_a_card_with_its_words_and_a_link_and_asks_nobody(client, clock):
    page = page_of(client, f"<p>a</p>{POST}")
    assert '<p dir="auto">One &amp; &lt;two&gt;</p>' in page
    assert '<a href="https://x.com/olha/status/17" rel="noopener nofollow">See the post on X</a>' in page
    assert page.count("x.com") == 1


def test_a_post_without_words_is_a_link(client, clock):
    page = page_of(client, '<p>a</p><div data-block="post" data-post="https://t.me/velmyn/17"></div>')
    assert "See the post on Telegram" in page
    assert "post-words" not in page


@pytest.mark.parametrize(("text", "is_hidden"), [("He said: it never stopped, ever.", True), ("Nothing.", False)])
def test_a_pull_quote_is_hidden_from_screen_readers_only_if_the_text_says_it_too(client, clock, text, is_hidden):
    page = page_of(client, f"<p>{text}</p>{QUOTE}")
    assert ('<aside class="pull-quote" aria-hidden="true">' in page) == is_hidden
    assert "<p>“It never stopped.”</p>" in page


def test_each_table_scrolls_in_a_box_with_a_name_of_its_own(client, clock):
    around = f"{TABLE}<p>and</p>{QUOTE}{TABLE}"
    page = page_of(client, f"{around}<table><tbody><tr><td>{QUOTE}</td></tr></tbody></table>")
    for number in (1, 2, 3):
        assert f'<div class="table-box" role="region" tabindex="0" aria-label="Table {number}"><table>' in page
    assert page.count("</table></div>") == 3


def test_feeds_give_posts_and_quotes_as_quotations_and_tables_as_they_are(client, clock):
    make_live(body=f"<p>a</p>{POST}{QUOTE}{TABLE}")
    entry = feedparser.parse(client.get("/rss.xml").content, sanitize_html=False).entries[0]
    content = entry.content[0].value
    assert (
        '<blockquote><p>One &amp; &lt;two&gt;</p><p><a href="https://x.com/olha/status/17">X @olha</a></p></blockquote>'
        in content
    )
    assert "<blockquote><p>“It never stopped.”</p><p>Olha</p></blockquote>" in content
    assert TABLE in content
    assert "data-block" not in content


def test_what_was_stored_before_a_network_was_dropped_shows_nothing(client, clock, monkeypatch):
    story = make_live(body=f"<p>kept</p>{POST}")
    monkeypatch.setattr("articles.rendering.post_at", lambda address: None)
    page = client.get(story.get_absolute_url()).content.decode()
    assert "<p>kept</p>" in page
    assert "One &amp;" not in page


def test_a_gallery_is_a_strip_with_a_name_and_each_picture_its_place_caption_and_credit(client, clock):
    first, second = make_image(caption="The quay", credit="Olha"), make_image(caption="The crane", credit="Taras")
    body = f'<p>a</p><div data-block="gallery"><figure data-image="{first.pk}"><figcaption>Here</figcaption></figure>'
    body += f'<figure data-image="{second.pk}"></figure><figure data-image="999"></figure></div>'
    page = page_of(client, body)
    assert 'role="region" tabindex="0" aria-label="Gallery: 2 pictures"' in page
    for words in ("</span>1/2</span> Here <span", "</span>2/2</span> The crane <span", "Olha", "Taras"):
        assert words in page
    assert "The quay" not in page
    content = feedparser.parse(client.get("/rss.xml").content, sanitize_html=False).entries[0].content[0].value
    assert content.count("<figure>") == 2
    assert "The crane Taras" in content


def test_a_gallery_whose_pictures_are_gone_leaves_nothing(client, clock):
    page = page_of(client, '<p>a</p><div data-block="gallery"><figure data-image="999"></figure></div>')
    assert 'class="gallery"' not in page
