"""Shapes of places."""

from marshmallow import fields

from api.http.fields import Shape


class CountyShape(Shape):
    """A county, or what stands at its level."""

    code = fields.String(required=True)
    name = fields.String(required=True)


class CityShape(CountyShape):
    """A prefecture with its counties."""

    counties = fields.List(fields.Nested(CountyShape), required=True)


class ProvinceShape(CountyShape):
    """A province with its prefectures."""

    cities = fields.List(fields.Nested(CityShape), required=True)


class RegionTreeShape(Shape):
    """All places."""

    version = fields.String(required=True)
    provinces = fields.List(fields.Nested(ProvinceShape), required=True)
    overseas = fields.Nested(CountyShape, required=True)
