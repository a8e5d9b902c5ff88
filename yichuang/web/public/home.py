"""The first page: one question, then what this city offers. Nothing is shown that is not there."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from yichuang.kernel.catalogue import api as catalogue
from yichuang.kernel.people import api as people
from yichuang.web.parts.regions import cities, region_of_page
from yichuang.web.public.offers import Live, Offer, Shelf, live, shelves
from yichuang.web.rendering import answer


@dataclass(frozen=True, slots=True)
class HomePage:
    """The home page of a city: shelves of items, measures it works with, live figures, cities to choose from."""

    region: str
    cities: tuple[people.Region, ...]
    shelves: tuple[Shelf, ...]
    hot: tuple[Offer, ...]
    measures: tuple[catalogue.MeasureRow, ...]
    live: Live


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What do you want to do?"""
    region = region_of_page(request)
    figures = live(region)
    page = HomePage(
        region,
        cities(),
        shelves(region),
        tuple(figure.offer for figure in figures.figures),
        tuple(row for row in catalogue.list_measures(region) if row.adopted),
        figures,
    )
    return answer(request, "public/home.html", page, current="home")
