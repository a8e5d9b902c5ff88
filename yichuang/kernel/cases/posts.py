"""Which department and post a node's work goes to, in the region of the case."""

from __future__ import annotations

from yichuang.base.errors import Unavailable
from yichuang.base.text import Text
from yichuang.engines.values import Unknown
from yichuang.kernel.cases.sight import Sight
from yichuang.kernel.catalogue import api as catalogue
from yichuang.kernel.catalogue.contracts import Expression, Node
from yichuang.kernel.people import api as people
from yichuang.kernel.people.contracts import Department, Post

# The post that examines where a plan names only a department.
EXAMINER = "reviewer"
WINDOW = "window"


def seat_of(sight: Sight, node: Node) -> Post | Unknown:
    """The post of a task. Unknown while the department is. Raises Unavailable when the region has no such post."""
    spec = node.spec
    department: Expression | None = getattr(spec, "department", None)
    post: str = getattr(spec, "post", "") or ""
    return find_seat(sight, department, post)


def find_seat(sight: Sight, department: Expression | None, post: str) -> Post | Unknown:
    """The post `post` of a department that a slot names; without one, where the pack says the post is."""
    if department is None and (post == WINDOW or post in sight.plan.item.windows):
        return window_of(sight, post)
    place = _place(sight, department, post)
    if isinstance(place, Unknown):
        return place
    adopted = sight.world.adopted.get(sight.plan.item.pack)
    seat = (*place, post or EXAMINER)
    key, level, name = catalogue.mapped_post(seat, adopted.posts) if adopted else seat
    office = _department(sight, key, level)
    found = people.find_post(office.id, name)
    if found is None and department is None:
        found = next(iter(people.find_posts(region=sight.case.region, key=name)), None)
    if found is None:
        raise _nobody(name, sight.case.region)
    return found


def _place(sight: Sight, department: Expression | None, post: str) -> tuple[str, str] | Unknown:
    """Key and level of the department: as the slot says, as the pack declares the post, else the deciding one."""
    if department is None:
        declared = sight.world.packs[sight.plan.item.pack].measure.posts.get(post)
        own = declared.department if declared else ""
        department = Expression(own or sight.plan.item.decided_by)
    text = _text_of(sight, department)
    if isinstance(text, Unknown):
        return text
    key, _, level = text.strip().strip("'").partition(" ")
    return key, level.strip()


def _text_of(sight: Sight, slot: Expression) -> str | Unknown:
    text = slot.text.strip()
    if not text.startswith("="):
        return text
    value = sight.reading().evaluate(slot)
    return value if isinstance(value, Unknown) else str(value)


def window_of(sight: Sight, post: str = WINDOW) -> Post:
    """The window where the item is handed in: that of the item, of the deciding department, or of the region."""
    wanted = [*sight.plan.item.windows, post, WINDOW]
    office = deciding_department(sight)
    for key in dict.fromkeys(wanted):
        own = people.find_post(office.id, key) if isinstance(office, Department) else None
        several = [own] if own else list(people.find_posts(region=sight.case.region, key=key))
        if several:
            return several[0]
    raise _nobody(post, sight.case.region)


def deciding_department(sight: Sight) -> Department | Unknown:
    """The department that decides the case."""
    place = _text_of(sight, Expression(sight.plan.item.decided_by))
    if isinstance(place, Unknown):
        return place
    key, _, level = place.partition(" ")
    return _department(sight, key, level)


def _department(sight: Sight, key: str, level: str) -> Department:
    found = people.find_department(key, sight.case.region, level)
    if found is None:
        raise Unavailable(
            "cases.no_department",
            Text(f"本地没有承办部门“{key}”", f"there is no department {key} here"),
            data={"department": key, "region": sight.case.region},
            remedy=Text("请联系平台管理员补设机构", "ask the operator to set the department up"),
        )
    return found


def _nobody(post: str, region: str) -> Unavailable:
    return Unavailable(
        "cases.no_post",
        Text(f"承办岗位“{post}”还没有设置", f"the post {post} is not set up"),
        data={"post": post, "region": region},
        remedy=Text("请联系平台管理员设置岗位", "ask the operator to set the post up"),
    )
