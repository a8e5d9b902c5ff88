"""A draft seen like a case that has not begun, so that the same rules, forms and materials work on it."""

from __future__ import annotations

from dataclasses import replace

from yichuang.base import clock
from yichuang.engines.plan import IDLE, hash_of
from yichuang.engines.values import Subject
from yichuang.kernel.cases.materials import Held, Shelf
from yichuang.kernel.cases.models import Draft, Role
from yichuang.kernel.cases.rows import CaseNow, NodeNow
from yichuang.kernel.cases.sight import Sight
from yichuang.kernel.catalogue.api import Reading
from yichuang.kernel.catalogue.contracts import PartyDef
from yichuang.kernel.facts import api as facts


class DraftSight(Sight):
    """A draft: its nodes are idle, its answers those that count now, its subjects may still be nameless."""

    def __init__(self, draft: Draft) -> None:
        super().__init__(_as_case(draft))
        self.draft = draft
        for key, node in self.plan.nodes.items():
            self.rows[key] = NodeNow(key=key, state=IDLE, kind=node.do)
        self._all_rows = True

    @property
    def ref(self) -> str:
        """How a draft is named before it has a number."""
        return f"draft:{self.draft.id}"

    def answers(self) -> dict[str, str]:
        """The answers as typed so far."""
        return dict(self.draft.answers)

    def roles(self) -> list[Role]:
        """Parties that are registered subjects."""
        parties = self.plan.item.parties
        return [
            Role(role=role, party=role in parties, kind=s.kind, subject=int(s.id))
            for role, who in self.subjects().items()
            for s in who
            if s.id.isdigit()
        ]

    def subjects(self) -> dict[str, tuple[Subject, ...]]:
        """Role to subject; one that is not registered yet has the role's name with an @ for its id."""
        found: dict[str, tuple[Subject, ...]] = {}
        for role, party in self.plan.item.parties.items():
            subject = self._party(role, party)
            if subject is not None:
                found[role] = (subject,)
        for role, about in self.plan.item.about.items():
            if about.from_ is None:
                found[role] = (self._about(role, about.kind, creates=about.creates),)
        return found

    def _party(self, role: str, party: PartyDef) -> Subject | None:
        chosen = self.draft.parties.get(role)
        if chosen is not None:
            return Subject(chosen["kind"], str(chosen["id"]))
        if party.from_ is not None or any(k in self.plan.item.parties for k in party.kinds):
            return None
        if party.applicant and self.draft.applicant is not None:
            known = facts.read_subjects([self.draft.applicant]).get(self.draft.applicant)
            return Subject(known.kind, str(known.id)) if known else None
        if party.optional and not any(n.startswith(f"{role}.") for n in self.draft.answers):
            return None
        return Subject(party.kinds[0], f"@{role}")

    def _about(self, role: str, kind: str, *, creates: bool) -> Subject:
        """What the case is about: new, or found by the identifier that was typed."""
        chosen = self.draft.parties.get(role)
        if chosen is not None:
            return Subject(chosen["kind"], str(chosen["id"]))
        definition = self.world.subject(kind, self.plan.item.pack)
        code = (
            self.draft.answers.get(f"{role}.{definition.identified_by}", "") if definition else ""
        )
        found = facts.find_subject(kind, code) if code and not creates else None
        return Subject(kind, str(found.id) if found else f"@{role}")

    def held(self) -> dict[str, Held]:
        """The materials attached so far, with who signed them in this version."""
        found = {
            key: Held(
                key,
                1,
                m.get("file", ""),
                m.get("name", ""),
                m.get("media", ""),
                m.get("size", 0),
                "have",
                tuple(m.get("signed", ())),
            )
            for key, m in self.draft.materials.items()
        }
        return {**found, **self._signed(found)}

    def _signed(self, found: dict[str, Held]) -> dict[str, Held]:
        """The needed papers that each party has signed; a template is there once it is signed."""
        signers = {
            p for m in self.plan.item.materials.values() for p in m.signed_by if self.signed_by(p)
        }
        if not signers:
            return {}
        bare = Shelf(self.plan.item, self.case.mode, found)
        bare.reading = self._bare_reading(bare)
        made: dict[str, Held] = {}
        for key, material in self.plan.item.materials.items():
            signed = tuple(p for p in material.signed_by if p in signers and self._signs(p, key))
            old = found.get(key)
            if signed and old is not None:
                made[key] = replace(old, signed=tuple(dict.fromkeys([*old.signed, *signed])))
            elif signed and material.from_ == "template" and bare.standing(key).needed is True:
                made[key] = Held(key, signed=signed)
        return made

    def _signs(self, role: str, paper: str) -> bool:
        """Whether the party's signature covers a paper: all, unless it named those it signs."""
        named = self.draft.signed.get(role, {}).get("papers")
        return named is None or paper in named

    def _bare_reading(self, shelf: Shelf) -> Reading:
        """A reading in which no template is signed yet: whether one is needed cannot hang on its own signature."""
        before, self._shelf = self._shelf, shelf
        reading, self._readings = self.reading(), {}
        self._shelf = before
        return reading

    def signed_by(self, role: str) -> bool:
        """Whether the party signed this very version; a change unsigns."""
        mark: dict[str, str] = self.draft.signed.get(role, {})
        return mark.get("digest") == self.version_digest()

    def version_digest(self) -> str:
        """What a party signs: answers, contents of papers, scene and mode."""
        papers = {k: m.get("file", "") for k, m in self.draft.materials.items()}
        return hash_of([self.draft.answers, papers, self.draft.scene, self.draft.mode])


def _as_case(draft: Draft) -> CaseNow:
    now = clock.now()
    return CaseNow(
        id=0,
        number="",
        item=draft.item,
        adopted_set=draft.adopted_set,
        region=draft.region,
        mode=draft.mode,
        scene=draft.scene,
        channel="portal",
        partner=draft.partner,
        state="draft",
        result="",
        at_window=False,
        suspended=False,
        seq=0,
        as_of=clock.today(),
        received_at=now,
        accepted_at=None,
        decided_at=None,
        closed_at=None,
        department=None,
        applicant=draft.applicant,
        applicant_name="",
        title="",
        query_code="",
        opened_by="",
        limits={},
        extended=None,
        statutory_due=None,
        promised_due=None,
        due_at=None,
        answers_version=0,
        answers_digest="",
        materials_digest="",
    )
