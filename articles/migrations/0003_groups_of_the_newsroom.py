from django.conf import settings
from django.db import migrations

REPORTER = {
    ("articles", "article"): ["add", "change", "view", "submit"],
    ("articles", "revision"): ["view"],
    ("articles", "edition"): ["view"],
    ("articles", "withdrawal"): ["view"],
    ("articles", "section"): ["view"],
    ("articles", "tag"): ["add", "view"],
    ("articles", "newsfeeditem"): ["view"],
    ("articles", "note"): ["add", "view"],
    ("authors", "author"): ["view"],
    ("images", "image"): ["add", "change", "view"],
}
EDITOR = {
    ("articles", "article"): [
        "edit_any",
        "return",
        "approve",
        "spike",
        "publish",
        "withdraw",
        "move",
        "share_preview",
        "see_other_times",
    ],
    ("articles", "previewlink"): ["view"],
    ("articles", "tag"): ["change"],
    ("articles", "newsfeeditem"): ["add", "change"],
    ("newsroom", "act"): ["view"],
    ("newsroom", "announcement"): ["view"],
    ("newsroom", "heartbeat"): ["view"],
}
CHIEF = {
    ("articles", "article"): ["strike_edition", "delete"],
    ("articles", "section"): ["add", "change", "delete"],
    ("articles", "tag"): ["delete"],
    ("articles", "newsfeeditem"): ["delete"],
    ("authors", "author"): ["add", "change", "delete"],
    ("images", "image"): ["delete"],
    ("newsroom", "redirect"): ["add", "change", "delete", "view"],
    ("auth", "user"): ["add", "change", "view"],
    ("auth", "group"): ["view"],
    ("newsroom", "grouprule"): ["add", "change", "view"],
}
OWN_NAMES = {  # the permissions that Article's Meta declares
    "edit_any_article": "Can edit stories of others",
    "submit_article": "Can submit a story for review",
    "return_article": "Can return a story to its reporter",
    "approve_article": "Can approve a story",
    "spike_article": "Can spike and revive a story",
    "publish_article": "Can publish, schedule, reschedule and cancel",
    "withdraw_article": "Can withdraw a story, and undo a planned withdrawal",
    "move_article": "Can change a story's address",
    "strike_edition": "Can strike a published version on legal grounds",
    "share_preview": "Can make preview links for people outside",
    "see_other_times": "Can browse the site as it was or will be",
}
VERBOSE = {
    "article": "story",
    "newsfeeditem": "news-feed item",
    "image": "picture",
    "act": "log entry",
    "previewlink": "preview link",
    "grouprule": "group rule",
}
GROUPS = [("Reporter", [REPORTER]), ("Editor", [REPORTER, EDITOR]), ("Chief editor", [REPORTER, EDITOR, CHIEF])]


def make_groups(apps, schema_editor):
    content_type = apps.get_model("contenttypes", "ContentType")
    permission = apps.get_model("auth", "Permission")
    group = apps.get_model("auth", "Group")
    for name, grants in GROUPS:
        group_row, _ = group.objects.get_or_create(name=name)
        for grant in grants:
            for (app, model), verbs in grant.items():
                kind, _ = content_type.objects.get_or_create(app_label=app, model=model)
                for verb in verbs:
                    codename = verb if verb in OWN_NAMES else f"{verb}_{model}"
                    title = OWN_NAMES.get(codename, f"Can {verb} {VERBOSE.get(model, model)}")
                    row, _ = permission.objects.get_or_create(
                        content_type=kind, codename=codename, defaults={"name": title}
                    )
                    group_row.permissions.add(row)


class Migration(migrations.Migration):
    """Permissions are made after all migrations, and groups need them now: they are made here under the names that
    Django would give them, and found by it later."""

    dependencies = [
        ("articles", "0002_editions_do_not_overlap"),
        ("authors", "0001_initial"),
        ("images", "0001_initial"),
        ("newsroom", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [migrations.RunPython(make_groups, migrations.RunPython.noop)]
