"""Shapes of households."""

from marshmallow import fields

from api.http.fields import Count, Id, Many, Shape, Text, Yes

MOST_PEOPLE = 20


class HouseholdPerson(Shape):
    """A member who lives there."""

    id = Id(required=True)
    name = fields.String(required=True)


class HouseholdShape(Shape):
    """A home: who of the branch lives there, who stays, and where; addresses and numbers are masked."""

    id = Id(required=True)
    organization_id = Id(required=True)
    all_away = fields.Boolean(required=True)
    address = fields.String(required=True, allow_none=True)
    who_stays = fields.String(required=True, allow_none=True)
    members = fields.List(fields.Nested(HouseholdPerson), required=True)
    version = Count(required=True)


class HouseholdList(Shape):
    """The households of a branch."""

    items = fields.List(fields.Nested(HouseholdShape), required=True)


class HouseholdChanges(Shape):
    """What may be changed on a household; `member_ids` names all who live there from now on."""

    member_ids = Many(Id(), most=MOST_PEOPLE)
    all_away = Yes()
    address = Text(most=300, allow_none=True)
    who_stays = Text(most=300, allow_none=True)


class HouseholdIn(HouseholdChanges):
    """A new household."""

    organization_id = Id(required=True)
    member_ids = Many(Id(), most=MOST_PEOPLE, least=1, required=True)
