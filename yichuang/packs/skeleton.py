"""A new pack from a few answers: it passes the check but for what only its author can say (clause text, rules)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

MEASURE = """measure: {measure}
zh: {zh}
en: {en}
source: {source}
province_department: {department}
needs:
  dictionary: '>=1'
defaults:
  contact: deciding_department
clauses:
  {measure}.1:
    zh: {zh}
    en: {en}
    text: {text}
parameters:
  promised:
    type: working_days
    zh: 承诺办理时限
    en: Promised time
    default: 5 working_days
    bounds: 1 working_days..20 working_days
    city: may_lower
    source: {measure}.1
    status: to_be_confirmed
"""
DATA = """subject: {subject}
zh: {zh}
en: {en}
identified_by: number
data:
  number:
    type: code case_number
    zh: 编号
    en: Number
    owner: {department}
  ready:
    type: yes_no
    zh: 条件已具备
    en: Requirements met
    owner: applicant
"""
ITEM = """item: {item}
zh: {zh}
en: {en}
proves: {measure}.1
basic_code: unknown
kind: public_service
handling: committed
served: enterprise
area: city
parties:
  applicant:
    is: enterprise
    applicant: yes
about:
  {subject}:
    is: {subject}
    creates: yes
decided_by: {department} city
windows: [single_window]
visits: 0
limits:
  statutory: none
  promised: = :promised
fees: none
delivery: electronic
remedy: texts/remedy.md
conditions:
  ready:
    rule: {subject}.ready
    ground: 条件尚未具备
    ground_en: The requirements are not met
    basis: {measure}.1
form:
  申请人:
    en: Applicant
    fields: [applicant.usci, applicant.name]
  内容:
    en: Content
    fields: [{subject}.ready]
materials: none
accepts: accept
decides: decide
plan:
  accept:
    do: check
    zh: 受理审查
    en: Acceptance
    on_no: task window
    on_unknown: task window
  examine:
    do: task
    zh: 审查
    en: Examination
    after: accept
    department: {department}
    post: reviewer
    limit: = :promised
  decide:
    do: together
    zh: 出具结果
    en: Result
    after: [accept, examine]
    issues: [result]
ends:
  tell:
    do: service
    act: notices.result
    to: [applicant]
    on: [granted, refused, withdrawn]
papers:
  result:
    zh: 办理结果
    en: Result
    template: papers/result.html
    holder: applicant
"""
EXAMPLE = """zh: 条件具备，办结
en: Requirements met, granted
proves: {measure}.1
item: {item}
on: 2023-10-19
given:
  applicant.usci: 91340100MA2TE0T16K
  {subject}.ready: yes
do:
  - examine: approve
expect:
  conditions.ready: yes
  result: granted
  papers: [result]
"""
PAPER = "<h1>办理结果</h1>\n<p>{{ applicant.name }} {{ paper.number }}</p>\n"
REMEDY = """对结果不服的，可以依法申请行政复议或者提起行政诉讼。
If you disagree you may ask for review or go to court.
"""


@dataclass(frozen=True, slots=True)
class Answers:
    """What is asked of the author of a new pack."""

    key: str
    measure: str
    zh: str
    en: str
    department: str
    item: str
    subject: str
    source: str = "皖营商环境办〔2023〕4号"
    text: str = "通知原文（逐字）"


def write_skeleton(root: Path, answers: Answers) -> Path:
    """Writes the folder `root/KEY`; refuses (FileExistsError) where it exists already."""
    folder = root / answers.key
    folder.mkdir(parents=True)
    values = {name: getattr(answers, name) for name in Answers.__slots__}
    files = {
        "measure.yaml": MEASURE.format(**values),
        f"data/{answers.subject}.yaml": DATA.format(**values),
        f"items/{answers.item}.yaml": ITEM.format(**values),
        f"examples/{answers.item}.yaml": EXAMPLE.format(**values),
        "papers/result.html": PAPER,
        "texts/remedy.md": REMEDY,
        "texts/guide.zh.md": f"# {answers.zh}\n**谁来办** 企业。\n**怎样办** 在网上提交。\n",
        "texts/guide.en.md": f"# {answers.en}\n**Who** Enterprises.\n**How** Online.\n",
    }
    for name, text in files.items():
        file = folder / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, "utf-8")
    return folder
