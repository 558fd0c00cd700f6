"""Do all publishing verbs, in any order, keep to the rules? Compared with a dict of hours that knows no periods."""

import itertools
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from articles import publishing, revisions
from articles.models import Article, Edition, EditionByline, EditionTag, NewsFeedItem
from articles.turn import Refused, Stale
from newsroom.models import Act, ContentChange
from tests.factories import make_author, make_chief, make_story

START = datetime(2026, 1, 1, tzinfo=UTC)
KINDS = ["minor", "update", "correction"]
_numbers = itertools.count()


def hour(number):
    return START + timedelta(hours=number)


class Publication:
    def __init__(self, story, kind):
        self.words, self.revision, self.kind, self.struck = story.headline, story.revision, kind, False


WITHDRAWN = "withdrawn"


class StoryMachine(RuleBasedStateMachine):
    """The model: `events` maps hours to a Publication or WITHDRAWN; what a reader sees follows from it afresh."""

    @initialize(in_feed=st.booleans())
    def begin(self, in_feed):
        self.chief = make_chief(f"chief{next(_numbers)}")
        self.author = make_author()
        self.story = make_story(
            "words 1",
            by=self.chief,
            at=START,
            tags=[f"tag {next(_numbers)}"],
            authors=[self.author],
            desk={"show_in_feed": in_feed},
        )
        self.in_feed = in_feed
        self.now = 0
        self.events = {}
        self.seen_by_readers = {}
        self.acts = Act.objects.count()
        self.changes = ContentChange.objects.count()

    # --- the model

    def last(self, at):
        past = [h for h in self.events if h <= at]
        return self.events[max(past)] if past else None

    def before(self, at):
        past = [h for h in self.events if h < at]
        return self.events[max(past)] if past else None

    def opens(self, at):
        return self.before(at) in (None, WITHDRAWN)

    def publications(self):
        return sorted(h for h, event in self.events.items() if event is not WITHDRAWN)

    def expected(self, at):
        event = self.last(at)
        if event is None or event is WITHDRAWN or event.struck:
            return None
        first, *later = self.publications()
        stamped = [h for h in later if h <= at and self.events[h].kind != "minor"]
        corrections = [h for h in later if h <= at and self.events[h].kind == "correction"]
        return event.words, hour(first), hour(stamped[-1]) if stamped else None, len(corrections)

    def forget(self, hours):
        for h in list(hours):
            self.events.pop(h, None)
        while True:
            idle = [h for h, e in self.events.items() if e is WITHDRAWN and h > self.now and self.opens(h)]
            if not idle:
                return
            del self.events[idle[0]]

    # --- the product

    def seen(self, stale):
        self.story.refresh_from_db()
        return self.story.version - stale

    def edition(self, at):
        return Edition.objects.get(article=self.story, live_from=hour(at))

    def attempt(self, allowed, stale, verb, *args, **kwargs):
        """Run a verb; it must do or refuse as the model says, and leave no trace if refused."""
        before = Act.objects.count(), ContentChange.objects.count(), Article.objects.get(pk=self.story.pk).version
        try:
            verb(*args, by=self.chief, seen=self.seen(stale), **kwargs)
        except Refused as refusal:
            assert str(refusal).endswith((".", "?")), refusal
            assert isinstance(refusal, Stale) or not stale
            done = False
        else:
            done = True
        after = Act.objects.count(), ContentChange.objects.count(), Article.objects.get(pk=self.story.pk).version
        assert done == (allowed and not stale), (done, allowed, stale, self.events, self.now)
        assert after == (tuple(n + 1 for n in before) if done else before)
        return done

    @rule(hours=st.integers(0, 6))
    def time_passes(self, hours):
        for h in range(self.now, self.now + hours + 1):
            self.now = h
            live = list(Edition.objects.filter(article=self.story).live_at(hour(h)))
            assert len(live) <= 1
            self.seen_by_readers[h] = self.facts(live[0]) if live else None

    @rule()
    def save(self):
        revisions.save(
            self.story,
            revisions.Draft(words={"headline": f"words {self.story.revision + 1}"}),
            by=self.chief,
            seen=self.seen(False),
            at=hour(self.now),
        )

    @rule(
        ahead=st.integers(-1, 12),
        kind=st.sampled_from(KINDS),
        keep=st.sampled_from([None, True, False]),
        stale=st.booleans(),
        note=st.sampled_from(["", "What was wrong"]),
    )
    def publish(self, ahead, kind, keep, stale, note):
        at = self.now + ahead
        later = [h for h in self.publications() if h > at and h > self.now]
        collides = at in self.events and (at <= self.now or self.events[at] is WITHDRAWN)
        nothing_to_correct = not any(h < at for h in self.publications())
        allowed = (
            ahead >= 0
            and not collides
            and not (later and keep is None)
            and not (kind == "correction" and (not note or nothing_to_correct))
        )
        done = self.attempt(
            allowed,
            stale,
            publishing.publish,
            self.story,
            at=hour(at),
            moment=hour(self.now),
            kind=kind,
            note=note,
            keep_scheduled=keep,
        )
        if done:
            for h in later if not keep else []:
                del self.events[h]
            self.events[at] = Publication(self.story, kind)
            self.forget([])  # a planned withdrawal stays, if there is still something to withdraw

    @precondition(lambda self: self.publications())
    @rule(data=st.data(), ahead=st.integers(-1, 12), stale=st.booleans())
    def reschedule(self, data, ahead, stale):
        which = data.draw(st.sampled_from(self.publications()))
        at = self.now + ahead
        order = sorted(self.events)
        place = order.index(which)
        allowed = (
            which > self.now
            and ahead >= 0
            and (place == 0 or at > order[place - 1])
            and (place + 1 == len(order) or at < order[place + 1])
        )
        edition = self.edition(which)
        if self.attempt(allowed, stale, publishing.reschedule, edition, at=hour(at), moment=hour(self.now)):
            self.events[at] = self.events.pop(which)

    @precondition(lambda self: self.publications())
    @rule(data=st.data(), stale=st.booleans())
    def cancel(self, data, stale):
        which = data.draw(st.sampled_from(self.publications()))
        falls = [h for h in self.events if h >= which] if self.opens(which) else [which]
        if self.attempt(which > self.now, stale, publishing.cancel, self.edition(which), moment=hour(self.now)):
            self.forget(falls)

    @rule(ahead=st.integers(-1, 12), stale=st.booleans(), reason=st.sampled_from(["Legal advice", " "]))
    def withdraw(self, ahead, stale, reason):
        at = self.now + ahead
        planned = [h for h, e in self.events.items() if e is WITHDRAWN and self.now < h < at]
        rest = {h: e for h, e in self.events.items() if h not in planned}
        falls = [h for h in rest if h >= at]
        before = [h for h in rest if h < at]
        allowed = (
            ahead >= 0
            and bool(reason.strip())
            and not any(h <= self.now for h in falls)
            and bool(before)
            and rest[max(before)] is not WITHDRAWN
        )
        if self.attempt(
            allowed, stale, publishing.withdraw, self.story, at=hour(at), moment=hour(self.now), reason=reason
        ):
            self.forget(planned + falls)
            self.events[at] = WITHDRAWN

    @rule(stale=st.booleans())
    def cancel_withdrawal(self, stale):
        planned = [h for h, e in self.events.items() if e is WITHDRAWN and h > self.now]
        if self.attempt(bool(planned), stale, publishing.cancel_withdrawal, self.story, moment=hour(self.now)):
            del self.events[planned[0]]

    @precondition(lambda self: self.publications())
    @rule(data=st.data(), stale=st.booleans())
    def strike(self, data, stale):
        which = data.draw(st.sampled_from(self.publications()))
        event = self.events[which]
        over = any(which < h <= self.now for h in self.events)
        unended = [self.last(self.now), *(e for h, e in self.events.items() if h > self.now)]
        shown = any(isinstance(e, Publication) and e.revision == event.revision for e in unended)
        allowed = which <= self.now and over and not event.struck and not shown
        if self.attempt(
            allowed, stale, publishing.strike, self.edition(which), moment=hour(self.now), reason="Court order 7"
        ):
            event.struck = True
            for h, was in self.seen_by_readers.items():
                if was is not None and self.last(h) is event:
                    self.seen_by_readers[h] = None

    @rule(stale=st.booleans())
    def edit_what_is_live(self, stale):
        live = Edition.objects.filter(article=self.story).live_at(hour(self.now)).first()
        if live is None:
            return
        try:
            revisions.edit_what_is_live(self.story, live, by=self.chief, seen=self.seen(stale), at=hour(self.now))
            assert not stale
            assert self.story.headline == live.headline
        except Stale:
            assert stale

    # --- what always holds

    def facts(self, edition):
        return edition.headline, edition.published_at, edition.updated_at, edition.corrections

    @invariant()
    def readers_see_what_the_model_says(self):
        if not hasattr(self, "events"):
            return
        rows = list(Edition.objects.filter(article=self.story).order_by("live_from"))
        for h in range(self.now + 14):
            live = [row for row in rows if row.is_live_at(hour(h)) and row.struck_at is None]
            assert len(live) <= 1
            assert (self.facts(live[0]) if live else None) == self.expected(h), (h, self.now, self.events)
        for h, was in self.seen_by_readers.items():
            if h < self.now:
                assert was == self.expected(h), f"history changed at {h}"

    @invariant()
    def copies_agree(self):
        if not hasattr(self, "events"):
            return
        rows = {row.pk: row for row in Edition.objects.filter(article=self.story)}
        for copy in EditionTag.objects.filter(article=self.story):
            assert copy.published_at == rows[copy.content_object_id].published_at
        for copy in EditionByline.objects.filter(article=self.story):
            assert copy.published_at == rows[copy.edition_id].published_at
        item = NewsFeedItem.objects.filter(article=self.story).first()
        first = self.publications()[0] if self.publications() else None
        assert (item.live_from if item else None) == (hour(first) if first is not None and self.in_feed else None)
        shown = NewsFeedItem.objects.filter(article=self.story).public_at(hour(self.now)).exists()
        assert shown == (self.in_feed and self.expected(self.now) is not None)


class TestStory(TestCase, StoryMachine.TestCase):
    pytestmark = pytest.mark.django_db


TestStory.settings = settings(settings.get_profile("default"), max_examples=40, stateful_step_count=25)
