from django.db import migrations

MODELS = {"redirect": "redirect", "missedaddress": "address asked for in vain"}
GRANTS = {
    "Editor": [("redirect", "add"), ("redirect", "view"), ("missedaddress", "view")],
    "Chief editor": [("missedaddress", "view")],
}


def give(apps, schema_editor):
    """Make the permissions under the names that Django would give them, as 0003 does, and give them to the groups."""
    content_type, permission = apps.get_model("contenttypes", "ContentType"), apps.get_model("auth", "Permission")
    for name, grants in GRANTS.items():
        for group in apps.get_model("auth", "Group").objects.filter(name=name):
            for model, verb in grants:
                kind, _ = content_type.objects.get_or_create(app_label="newsroom", model=model)
                row, _ = permission.objects.get_or_create(
                    content_type=kind, codename=f"{verb}_{model}", defaults={"name": f"Can {verb} {MODELS[model]}"}
                )
                group.permissions.add(row)


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0008_editors_curate_the_front_page"),
        ("newsroom", "0001_initial"),
    ]

    operations = [migrations.RunPython(give, migrations.RunPython.noop)]
