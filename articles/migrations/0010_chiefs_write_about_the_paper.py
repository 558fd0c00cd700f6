from django.db import migrations


def give(apps, schema_editor):
    kind, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(app_label="articles", model="policy")
    chief = apps.get_model("auth", "Group").objects.get(name="Chief editor")
    for verb in ("add", "change", "delete", "view"):
        permission, _ = apps.get_model("auth", "Permission").objects.get_or_create(
            content_type=kind, codename=f"{verb}_policy", defaults={"name": f"Can {verb} page about the paper"}
        )
        chief.permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [("articles", "0009_editors_lead_lost_readers")]

    operations = [migrations.RunPython(give, migrations.RunPython.noop)]
