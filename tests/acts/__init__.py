"""How each act of docs/permissions.md is tried: as its doer, through the desk's own pages or verbs.

A way of trying takes the actor. It raises PermissionDenied, or does the act and says whether it was done.
"""

from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from tests.factories import make_user


class Acts(dict):
    """Ways of trying, by the words of the document; and the verbs on stories that they are for."""

    def __init__(self):
        super().__init__()
        self.verbs = set()

    def tried(self, words, *verbs):
        def register(way):
            assert words not in self
            self[words] = way
            self.verbs.update(verbs)
            return way

        return register


def browser(actor):
    client = Client()
    client.force_login(actor)
    return client


def get(actor, address):
    answer = browser(actor).get(address)
    if answer.status_code == 403:
        raise PermissionDenied
    return answer.status_code == 200


def post(actor, address, data=None):
    answer = browser(actor).post(address, data or {})
    if answer.status_code == 403:
        raise PermissionDenied
    assert answer.status_code == 302, answer.context and answer.context.get("errors")


def delete(actor, thing, **data):
    address = reverse(f"admin:{thing._meta.label_lower.replace('.', '_')}_delete", args=[thing.pk])
    post(actor, address, {"post": "yes"} | data)
    return not type(thing).objects.filter(pk=thing.pk).exists()


def add(actor, model, **data):
    before = model.objects.count()
    post(actor, reverse(f"admin:{model._meta.label_lower.replace('.', '_')}_add"), data)
    return model.objects.count() == before + 1


def change(actor, thing, **data):
    """Send the form that was opened, with other words: `data` names what is different."""
    address = reverse(f"admin:{thing._meta.label_lower.replace('.', '_')}_change", args=[thing.pk])
    opened = browser(make_user(is_superuser=True)).get(address).context["adminform"].form
    words = {name: opened[name].value() for name in opened.fields}
    words = {name: value for name, value in words.items() if value is not None and value is not False}
    post(actor, address, words | data)
    thing.refresh_from_db()
    return all(getattr(thing, name) == value for name, value in data.items())
