"""An autosave knows which open form typed it, and keeps what others of the same story and version typed."""

import uuid

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0003_groups_of_the_newsroom")]

    operations = [
        migrations.AddField("autosave", "form", models.UUIDField(default=uuid.uuid4), preserve_default=False),
        migrations.AddField("autosave", "others", models.JSONField(default=dict)),
        migrations.AlterField("autosave", "typed_at", models.DateTimeField(db_index=True)),
    ]
