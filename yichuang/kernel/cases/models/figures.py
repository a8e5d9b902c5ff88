"""What each decided case contributes to the indicators of its measure, so that a page reads sums and no cases."""

from __future__ import annotations

from django.db import models

from yichuang.kernel.cases.models.case import Case


class CaseMark(models.Model):
    """One decided case in one indicator: whether it counts, whether it is a hit, its group and value.

    Written anew, never changed, whenever the case moves on; so the newest id tells whether sums are still the same.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="marks")
    pack = models.CharField(max_length=80)
    indicator = models.CharField(max_length=80)
    region = models.CharField(max_length=12)
    # in: counts; out: does not; unknown: something of it is not known.
    state = models.CharField(max_length=8)
    hit = models.BooleanField(default=False)
    grp = models.CharField(max_length=300, blank=True, default="")
    grp_en = models.CharField(max_length=300, blank=True, default="")
    outcome = models.CharField(max_length=120, blank=True, default="")
    value = models.DecimalField(max_digits=24, decimal_places=4, null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "pack", "indicator"], name="one_mark_an_indicator"
            ),
        ]
        indexes = [
            models.Index(fields=["pack", "-id"], name="marks_newest"),
            models.Index(
                fields=["pack", "indicator", "grp", "value"],
                condition=models.Q(state="in"),
                name="marks_summed",
            ),
        ]
