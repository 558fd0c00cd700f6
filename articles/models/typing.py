"""Who has a story open, and what have they typed that is not saved? Nothing here is ever published."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from articles.models.stories import Article


class Autosave(models.Model):
    """Unsaved typing of one user in one form: one row for each user, story and version on which the typing is based.

    `values` maps each field's name, as the form posts it, to the list of its texts. A story that is not begun yet
    has no row of its own: its typing is known by the form's number.

    `form` is the number of the open form that typed last. What was typed in other forms of the same story and version
    (another tab, or before a crash and not taken back yet) lies in `others`: form number → {"typed_at", "values"}.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    article = models.ForeignKey(Article, null=True, on_delete=models.CASCADE, related_name="autosaves")
    begun_form = models.UUIDField(null=True)
    base_version = models.PositiveIntegerField(default=0)
    form = models.UUIDField()
    values = models.JSONField()
    typed_at = models.DateTimeField(db_index=True)
    others = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "article", "base_version"], name="one_autosave_of_a_version"),
            models.UniqueConstraint(fields=["user", "begun_form"], name="one_autosave_of_a_new_story"),
            models.CheckConstraint(
                condition=Q(article__isnull=False) ^ Q(begun_form__isnull=False), name="autosave_is_of_one_form"
            ),
        ]


class Presence(models.Model):
    """Somebody has a story's form open, and gave a sign of life at `seen_at`."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="presences")
    opened_at = models.DateTimeField()
    seen_at = models.DateTimeField(db_index=True)
    is_typing = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "article"], name="one_presence_in_a_story")]
