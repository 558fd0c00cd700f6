from django.db import migrations


def give(apps, schema_editor):
    kind, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(app_label="newsroom", model="imprint")
    chief = apps.get_model("auth", "Group").objects.get(name="Chief editor")
    for verb in ("add", "change", "view"):
        permission, _ = apps.get_model("auth", "Permission").objects.get_or_create(
            content_type=kind, codename=f"{verb}_imprint", defaults={"name": f"Can {verb} the paper"}
        )
        chief.permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0006_trigrams_of_headlines"),
        ("newsroom", "0001_initial"),
    ]

    operations = [migrations.RunPython(give, migrations.RunPython.noop)]
