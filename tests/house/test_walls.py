"""Rooms are entered by their doors; nothing goes around them; the tests themselves can fail."""

from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import Field

from tests.house import walls
from tests.house.source import assert_none


def test_rooms_are_entered_by_their_doors() -> None:
    assert_none(walls.faulty_doors())


def test_journeys_and_audiences_do_not_know_one_another() -> None:
    assert_none(walls.faulty_siblings())


def test_names_of_files_say_something() -> None:
    assert_none(walls.forbidden_names())


def test_no_hidden_ways() -> None:
    assert_none(walls.hidden_ways())


def test_code_names_no_measure() -> None:
    assert_none(walls.named_measures())


def test_no_foreign_key_leaves_a_room_except_to_people() -> None:
    faults = []
    for model in apps.get_models():
        room = model._meta.app_config
        if not room.name.startswith("yichuang"):
            continue
        for field in model._meta.get_fields():
            if not isinstance(field, Field) or field.remote_field is None:
                continue
            target = field.remote_field.model._meta.app_label
            if target not in {model._meta.app_label, "people"}:
                faults.append(f"{model.__name__}.{field.name} points into {target}: use a Ref")
    assert_none(faults)


BAD = {
    "yichuang/kernel/cases/actions/close.py": "from yichuang.kernel.trail.models import Line\n",
    "yichuang/kernel/cases/logic.py": "def f():\n    from yichuang.kernel.trail import queries\n",
    "yichuang/kernel/trail/queries.py": "",
    "yichuang/kernel/trail/models.py": "from django.db.models.signals import post_save\n",
    "yichuang/kernel/trail/apps.py": "from django.db.models.signals import post_migrate\n",
    "yichuang/kernel/trail/api.py": "",
    "yichuang/kernel/trail/testing.py": "",
    "yichuang/kernel/cases/tests/test_x.py": "from yichuang.kernel.trail.testing import make\n",
    "yichuang/kernel/cases/use.py": "from yichuang.kernel.trail.testing import make\n",
    "yichuang/blocks/draws/utils.py": "from django.apps import apps\napps.get_model('x')\n",
    "yichuang/journeys/pay.py": "from yichuang.journeys import adopt\n",
    "yichuang/journeys/adopt.py": "from yichuang.journeys.steps import one\n",
    "yichuang/journeys/steps/one.py": "",
    "yichuang/web/staff/views.py": "from yichuang.web.public import cards\n",
    "yichuang/web/public/cards.py": "from yichuang.web.parts import chart\n",
    "yichuang/web/parts/chart.py": '"""As for H07."""\nIF = "h07_talent"\nNOT = ("C3911", "ab12", "x")\n',
    "yichuang/console/worker.py": "from yichuang.reactions import models, worker\n",
    "yichuang/reactions/worker.py": "",
    "yichuang/reactions/models.py": "",
    "yichuang/web/urls.py": "from yichuang.web.staff import views\n",
    "yichuang/config/urls.py": "from yichuang.web import urls\nfrom yichuang.kernel.trail import models\n",
}


@pytest.fixture
def bad_house(tmp_path: Path) -> Path:
    for name, text in BAD.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        for folder in path.relative_to(tmp_path).parents:
            if folder.name:
                (tmp_path / folder / "__init__.py").touch()
        path.write_text(text, "utf-8")
    return tmp_path


def test_a_bad_house_is_found_out(bad_house: Path) -> None:
    doors = sorted(fault.split(": ")[0] for fault in walls.faulty_doors(bad_house))
    assert doors == [
        "yichuang/config/urls.py:2",
        "yichuang/console/worker.py:1",
        "yichuang/kernel/cases/actions/close.py:1",
        "yichuang/kernel/cases/logic.py:2",
        "yichuang/kernel/cases/use.py:1",
    ]
    assert [f.split(":")[0] for f in walls.faulty_siblings(bad_house)] == [
        "yichuang/journeys/pay.py",
        "yichuang/web/staff/views.py",
    ]
    assert [f.split(":")[0] for f in walls.forbidden_names(bad_house)] == [
        "yichuang/blocks/draws/utils.py"
    ]
    assert sorted(f.split(":")[0] for f in walls.hidden_ways(bad_house)) == [
        "yichuang/blocks/draws/utils.py",
        "yichuang/kernel/trail/models.py",
    ]
    named = [fault.split("/")[-1] for fault in walls.named_measures(bad_house)]
    assert named == ["chart.py:2: code names h07_talent"]
