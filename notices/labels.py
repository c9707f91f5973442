"""The form's labels: each leads to one kind of value, and every field is one that a record can hold."""

import re
from collections import defaultdict
from collections.abc import Iterator

from chinese.punctuation import label_key
from notices.faults import Fault
from schemas.documents import ApplicationForm, DocumentBase
from schemas.notice import FieldKind, FormProfile

FILE = "form.yaml"
KNOWN_FIELDS = frozenset(
    name
    for name in ApplicationForm.model_fields
    if name not in DocumentBase.model_fields and not name.endswith("_places") and name != "kind"
)
_FORBIDDEN = re.compile(r"[\s:：]")


def label_faults(form: FormProfile) -> Iterator[Fault]:
    """Yield what is wrong with a form's fields, boxes and labels."""
    yield from _field_faults(form)
    yield from _shared_labels(form)
    for label in _all_labels(form):
        if not label or _FORBIDDEN.search(label):
            yield Fault(FILE, f"标签“{label}”", "为空，或含有空格、冒号", "标签只写文字，不写空格和冒号。")


def _field_faults(form: FormProfile) -> Iterator[Fault]:
    names = [field.name for field in form.fields]
    for name in sorted(set(names)):
        if name not in KNOWN_FIELDS:
            yield Fault(FILE, f"字段 {name}", "不是登记的字段名", f"字段名须为：{'、'.join(sorted(KNOWN_FIELDS))}。")
        if names.count(name) > 1:
            yield Fault(FILE, f"字段 {name}", "写了两次", "同一字段的标签请写在一处。")
    roles = [box.role for box in form.opinions]
    for role in sorted(set(roles)):
        if roles.count(role) > 1:
            yield Fault(FILE, f"意见栏 {role.value}", "写了两次", "同一角色的意见栏标签请写在一处。")


def _shared_labels(form: FormProfile) -> Iterator[Fault]:
    """One label may fill several fields of one kind (建设周期 gives start and end), never values of two kinds."""
    kinds: dict[str, set[FieldKind | str]] = defaultdict(set)
    for field in form.fields:
        for label in field.labels:
            kinds[label_key(label)].add(field.kind)
    for box in form.opinions:
        for label in box.labels:
            kinds[label_key(label)].add(f"opinion:{box.role}")
    for label in form.other_labels:
        kinds[label_key(label)].add("other")
    for label, found in kinds.items():
        if len(found) > 1:
            yield Fault(FILE, f"标签“{label}”", "同时指向不同种类的内容", "一个标签只能属于同一种类的字段，或一个意见栏。")


def _all_labels(form: FormProfile) -> Iterator[str]:
    for field in form.fields:
        yield from field.labels
    for box in form.opinions:
        yield from box.labels
    yield from form.other_labels
