from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('trail', '0003_beats'),
    ]

    operations = [
        migrations.AddField(
            model_name='line',
            name='salt',
            field=models.BinaryField(default=b''),
        ),
        migrations.RenameField(
            model_name='treehead',
            old_name='signature',
            new_name='mac',
        ),
        migrations.RemoveField(
            model_name='treehead',
            name='published',
        ),
    ]
