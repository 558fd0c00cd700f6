"""How does the demonstration paper come to be? Its past is replayed, act by act, through the newsroom's own doors."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from io import BytesIO
from typing import Any

from django.contrib.auth.models import Group, User
from django.db import transaction

from articles import feed_desk, note_book, publishing, revisions, workflow
from articles.demo import content, drawing, fronts
from articles.models import Article, Credit, NewsFeedItem, Policy, Section, Tag
from authors.models import Author
from images import focus, intake
from images.models import Image, add
from newsroom import days, outbox, zones
from newsroom.models import Imprint

STAFF = (  # user name, first and last name, group, the author they are
    ("reporter", "Olena", "Marchuk", "Reporter", "olena-marchuk"),
    ("editor", "Marta", "Kovalchyn", "Editor", "marta-kovalchyn"),
    ("chief", "Ihor", "Savytskyi", "Chief editor", ""),
)
WRITING = timedelta(minutes=50)
REFERENCE = re.compile(r'data-(image|article)="([a-z0-9-]+)"')


class NotEmpty(Exception):
    """The database holds stories of somebody else's."""


@dataclass
class Report:
    """What building did, counted by noun."""

    made: dict[str, int] = field(default_factory=dict)

    def count(self, noun: str) -> None:
        self.made[noun] = self.made.get(noun, 0) + 1


@dataclass
class Paper:
    """Everything made so far, by the names that the files use."""

    moment: datetime
    report: Report
    staff: dict[str, Any] = field(default_factory=dict)
    pictures: dict[str, Image] = field(default_factory=dict)
    sections: dict[str, Section] = field(default_factory=dict)
    authors: dict[str, Author] = field(default_factory=dict)
    stories: dict[str, Article] = field(default_factory=dict)


Act = tuple[datetime, Callable[[], None]]


def build(*, moment: datetime, password: str, picture_size: tuple[int, int] | None = None) -> Report:
    """Build the paper as it stands at `moment`, or add what is missing of it. Running it again doubles nothing.

    Raises NotEmpty, and does nothing, if there are stories and none of them is the demonstration's.
    """
    files = content.stories()
    if Article.objects.exists() and not Article.objects.filter(slug__in=[f.slug for f in files]).exists():
        raise NotEmpty
    paper = Paper(moment, Report())
    _pictures(paper, picture_size)
    with transaction.atomic():
        _staff(paper, password)
        _nouns(paper)
        acts: list[Act] = []
        known = {article.slug: article for article in Article.objects.filter(slug__in=[f.slug for f in files])}
        paper.stories.update(known)
        for file in files:
            if file.slug not in known:
                acts += _acts_of_story(paper, file)
                paper.report.count("stories")
        acts += _acts_of_feed(paper)
        acts += fronts.acts(paper.stories, by=paper.staff["editor"], moment=moment)
        for _, act in sorted(acts, key=lambda one: one[0]):
            act()
    return paper.report


def _pictures(paper: Paper, size: tuple[int, int] | None) -> None:
    """Draw what the library lacks. A drawing is found again by its title."""
    facts = content.newsroom()
    names = {row["slug"]: row["name"] for row in facts["authors"]}
    there = {image.title: image for image in Image.objects.all()}
    for name, scene in drawing.SCENES.items():
        words = {"alt": scene.alt, "caption": scene.caption, "credit": scene.credit}
        words |= _known_of_picture(facts["pictures"].get(name, {}), paper.moment)
        paper.pictures[name] = there.get(scene.title) or _draw(paper, drawing.picture, name, size, scene.title, words)
    for slug in drawing.PORTRAITS:
        title = f"Portrait: {names[slug]}"
        words = {"alt": names[slug], "credit": "The Velmyn Courier"}
        paper.pictures[slug] = there.get(title) or _draw(paper, drawing.portrait, slug, size, title, words)


def _known_of_picture(row: dict[str, Any], moment: datetime) -> dict[str, Any]:
    """Read what the file says of a picture: the names of its columns, but for its focus and the end of its rights."""
    words = dict(row)
    point = focus.read(words.pop("focus", "")) or focus.CENTRE
    days_left = words.pop("rights_days", None)
    until = moment + timedelta(days=days_left) if days_left else None
    return {**words, "focus_x": point.x, "focus_y": point.y, "rights_until": until}


def _draw(
    paper: Paper,
    draw: Callable[..., bytes],
    name: str,
    size: tuple[int, int] | None,
    title: str,
    words: dict[str, Any],
) -> Image:
    taken = intake.take(BytesIO(draw(name, size) if size else draw(name)))
    paper.report.count("pictures")
    return add(taken, title=title, by=None, at=paper.moment - timedelta(days=12), **words)


def _staff(paper: Paper, password: str) -> None:
    for username, first, last, group, _ in STAFF:
        user = User.objects.filter(username=username).first()
        if user is None:
            user = User.objects.create_user(username, first_name=first, last_name=last, is_staff=True)
            user.groups.add(Group.objects.get(name=group))
            paper.report.count("accounts")
        if password:
            user.set_password(password)
            user.save()
        paper.staff[username] = user


def _nouns(paper: Paper) -> None:
    facts = content.newsroom()
    if not Imprint.objects.exists():
        said = facts["paper"]
        Imprint.objects.create(**said | {"accounts": "\n".join(said["accounts"])})
        paper.report.count("imprint")
    for row in facts["sections"]:
        words = {name: row[name] for name in ("name", "in_languages", "description", "position")}
        paper.sections[row["slug"]], made = Section.objects.get_or_create(slug=row["slug"], defaults=words)
        if made:
            paper.report.count("sections")
    for row in content.policies():
        key = {"kind": row.pop("kind"), "language": row.pop("language")}
        if Policy.objects.get_or_create(**key, defaults=row | {"changed_at": paper.moment - timedelta(days=40)})[1]:
            paper.report.count("pages about the paper")
    accounts = {author: paper.staff[username] for username, *_, author in STAFF if author}
    for row in facts["authors"]:
        words = {name: row[name] for name in ("name", "kind", "job_title", "bio", "active")}
        words |= {"links": "\n".join(row["links"]), "portrait": paper.pictures.get(row["portrait"])}
        words |= {name: row.get(name, "") for name in ("expertise", "languages", "email")}
        words |= {"user": accounts.get(row["slug"])}
        paper.authors[row["slug"]], made = Author.objects.get_or_create(slug=row["slug"], defaults=words)
        if made:
            paper.report.count("authors")
    for row in facts["tags"]:
        if not Tag.objects.filter(name=row["name"]).exists():
            Tag.objects.create(name=row["name"], description=row["description"])
            paper.report.count("tags")
    outbox.announce(["paper", "policies", "sections", "authors"], at=paper.moment)


class _Replay:
    """One story's acts. Words that name other stories are resolved when they are saved."""

    def __init__(self, paper: Paper, file: content.StoryFile) -> None:
        self.paper, self.file = paper, file
        self.reporter, self.editor = paper.staff["reporter"], paper.staff["editor"]
        self.words = {"headline": file.headline, "standfirst": file.standfirst, "body": file.body}

    @property
    def story(self) -> Article:
        return self.paper.stories[self.file.slug]

    def start(self, at: datetime) -> None:
        file, paper = self.file, self.paper
        picture = paper.pictures.get(file.picture)
        words = {
            "kicker": file.kicker,
            "genre": file.genre,
            "dateline": file.dateline,
            "language": file.language,
            "section_id": paper.sections[file.section].pk,
            "lead_picture_id": picture.pk if picture else None,
            "lead_caption": file.caption,
        }
        draft = revisions.Draft(
            words={**words, **self._resolved()},
            tags=file.tags,
            credits=[Credit(paper.authors[slug].pk) for slug in file.authors],
            desk=self._desk(),
        )
        paper.stories[file.slug] = revisions.start(draft, by=self.reporter, at=at, slug=file.slug)

    def _desk(self) -> dict[str, Any]:
        on = days.day_of(self.paper.moment) + timedelta(days=self.file.planned_in_days)
        six = datetime.combine(on, time(18), zones.newsroom_zone()).astimezone(UTC)
        planned = six if self.file.planned_in_days else None
        assignee = self.paper.staff[self.file.assignee].pk if self.file.assignee else None
        return {"show_in_feed": self.file.show_in_feed, "planned_for": planned, "assignee_id": assignee}

    def submit(self, at: datetime) -> None:
        workflow.submit(self.story, by=self.reporter, seen=self.story.version, at=at)

    def send_back(self, at: datetime) -> None:
        workflow.send_back(self.story, by=self.editor, seen=self.story.version, at=at, note=self.file.return_note)

    def approve(self, at: datetime) -> None:
        workflow.approve(self.story, by=self.editor, seen=self.story.version, at=at)

    def spike(self, at: datetime) -> None:
        workflow.spike(self.story, by=self.editor, seen=self.story.version, at=at, note="Overtaken by events.")

    def publish(self, at: datetime, moment: datetime, kind: str = "update", note: str = "") -> None:
        publishing.publish(
            self.story,
            by=self.editor,
            seen=self.story.version,
            at=at,
            moment=moment,
            kind=kind,
            note=note,
            keep_scheduled=True,
            despite="The past is told in its order: what it links to may follow",
        )

    def rewrite(self, edition: content.LaterEdition, at: datetime) -> None:
        for name in ("headline", "standfirst"):
            self.words[name] = getattr(edition, name) or self.words[name]
        if edition.replace:
            self.words["body"] = self.words["body"].replace(*edition.replace)
        self.words["body"] += edition.append
        draft = revisions.Draft(words=self._resolved())
        revisions.save(self.story, draft, by=self.reporter, seen=self.story.version, at=at)

    def withdraw(self, at: datetime) -> None:
        publishing.withdraw(
            self.story,
            by=self.editor,
            seen=self.story.version,
            at=at,
            moment=at,
            reason=self.file.withdrawal_reason,
        )

    def note(self, by: str, text: str, at: datetime) -> None:
        note_book.write(self.story, text, by=self.paper.staff[by], at=at)

    def resolve_again(self, at: datetime) -> None:
        """Save once more when all stories exist: a card may name one that was begun later."""
        if self.unresolved:
            draft = revisions.Draft(words=self._resolved())
            revisions.save(self.story, draft, by=self.reporter, seen=self.story.version, at=at)

    def _resolved(self) -> dict[str, Any]:
        self.unresolved = False

        def number(match: re.Match[str]) -> str:
            kind, name = match.groups()
            found = self.paper.pictures.get(name) if kind == "image" else self.paper.stories.get(name)
            self.unresolved |= found is None
            return f'data-{kind}="{found.pk if found else 0}"'

        return {**self.words, "body": REFERENCE.sub(number, self.words["body"])}


def _acts_of_story(paper: Paper, file: content.StoryFile) -> list[Act]:
    replay, now = _Replay(paper, file), paper.moment

    def ago(minutes: float) -> datetime:
        return now - timedelta(minutes=minutes)

    begun = ago(max(file.minutes_ago, 6)) - WRITING - timedelta(days=10)
    told = ago(max(file.minutes_ago, 6))
    acts: list[Act] = [(begun, lambda: replay.start(begun))]
    # all stories begin before any goes on, so that each card finds the story that it names
    acts.append((told - WRITING / 2, lambda: replay.resolve_again(told - WRITING / 2)))
    match file.state:
        case "in_review":
            acts.append((told, lambda: replay.submit(told)))
        case "ready" | "returned":
            after = replay.approve if file.state == "ready" else replay.send_back
            acts.append((told - WRITING / 3, lambda: replay.submit(told - WRITING / 3)))
            acts.append((told, lambda: after(told)))
        case "spiked":
            acts.append((told, lambda: replay.spike(told)))
        case "live" | "withdrawn" | "scheduled":
            live_from = ago(file.minutes_ago)
            acts.append((told - WRITING / 3, lambda: replay.submit(told - WRITING / 3)))
            acts.append((told - WRITING / 6, lambda: replay.approve(told - WRITING / 6)))
            acts.append((told, lambda: replay.publish(live_from, told)))
    for place, edition in enumerate(file.editions):
        acts += _acts_of_edition(replay, edition, ago, place)
    acts += [_act_of_note(replay, note, ago(note["minutes_ago"])) for note in file.notes]
    if file.state == "withdrawn":
        gone = ago(file.withdrawn_minutes_ago)
        acts.append((gone, lambda: replay.withdraw(gone)))
    return acts


def _act_of_note(replay: _Replay, note: dict[str, Any], at: datetime) -> Act:
    return at, lambda: replay.note(note["by"], note["text"], at)


def _acts_of_edition(
    replay: _Replay, edition: content.LaterEdition, ago: Callable[[float], datetime], place: int
) -> list[Act]:
    live_from = ago(edition.minutes_ago)
    done = min(live_from, ago(5 - place))
    saved = done - timedelta(seconds=30)
    return [
        (saved, lambda: replay.rewrite(edition, saved)),
        (done, lambda: replay.publish(live_from, done, edition.kind, edition.note)),
    ]


def _acts_of_feed(paper: Paper) -> list[Act]:
    there = set(NewsFeedItem.objects.values_list("text", flat=True))
    acts: list[Act] = []
    for row in content.feed_items():
        if not {row["text"], row.get("updated_text", row["text"])} & there:
            acts += _acts_of_item(paper, row)
            paper.report.count("feed items")
    return acts


def _acts_of_item(paper: Paper, row: dict[str, Any]) -> list[Act]:
    at = paper.moment - timedelta(minutes=row["minutes_ago"])
    done = min(at, paper.moment)
    picture = paper.pictures.get(row.get("picture", ""))
    words = {
        "kind": row["kind"],
        "headline": row.get("headline", ""),
        "text": row["text"],
        "language": row.get("language", "en"),
        "video_url": row.get("video", ""),
        "picture_id": picture.pk if picture else None,
        "pinned": row.get("pinned", False),
        "breaking_until": at + timedelta(minutes=row["breaking_minutes"]) if "breaking_minutes" in row else None,
    }
    made: list[NewsFeedItem] = []
    editor = paper.staff["editor"]

    def put_in() -> None:
        about = paper.stories.get(row.get("about", ""))
        source = paper.authors.get(row.get("source", ""))
        told = {**words, "about_id": about.pk if about else None, "source_id": source.pk if source else None}
        made.append(feed_desk.add(told, by=editor, at=at, moment=done))

    acts: list[Act] = [(done, put_in)]
    if "updated_text" in row:
        changed = paper.moment - timedelta(minutes=row["updated_minutes_ago"])
        new = {"text": row["updated_text"]}
        acts.append(
            (
                changed,
                lambda: feed_desk.change(made[0], new, by=editor, seen=made[0].version, moment=changed, stamp=True),
            )
        )
    return acts
