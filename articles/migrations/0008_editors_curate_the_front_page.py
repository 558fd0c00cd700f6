from django.db import migrations

GROUPS = ("Editor", "Chief editor")
CODENAME, NAME = "curate_frontpage", "Can place stories on the front page"


def grant(apps, schema_editor):
    """Make the permission under the name that Django would give it, as 0003 does, and give it to the groups."""
    kind, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="articles", model="frontpage"
    )
    permission, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=kind, codename=CODENAME, defaults={"name": NAME}
    )
    for group in apps.get_model("auth", "Group").objects.filter(name__in=GROUPS):
        group.permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [("articles", "0007_chiefs_write_the_imprint")]

    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
