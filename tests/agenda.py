"""What a test reads off the calendar."""

from tests.factories import local, make_editor, make_story, publish

CALENDAR = "/admin/calendar/"


def at_desk(client, user=None):
    client.force_login(user or make_editor())
    return client


def days_of(client, **query):
    return {day.date: day for day in client.get(CALENDAR, query).context["days"]}


def lines_of(client, **query):
    return [line for day in days_of(client, **query).values() for line in day.lines]


def told(client, **query):
    """What stands in the calendar: kind, headline, local time, and whether it is ahead."""
    return [
        (line.entry.kind.value, line.entry.headline, line.local, line.entry.ahead) for line in lines_of(client, **query)
    ]


def scheduled(headline, words, *, moment, **fields):
    story = make_story(headline, **fields)
    return publish(story, at=local(words), moment=moment)
