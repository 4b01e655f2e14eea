"""Take over how somebody is reached."""

from collections.abc import Mapping

from api import crypto
from api.codes import phone as phones
from api.models import Person


def keep_contacts(person: Person, told: Mapping[str, str]) -> None:
    """Set the phone and the family contact that were told; the caller records the person in its own entry.

    Invitations that went to an old phone are not told apart here: whoever changes the phone revokes them.
    """
    if told.get("phone"):
        person.phone = phones.read(told["phone"])
        person.phone_index = crypto.keys().index_of(person.phone)
    if told.get("family_contact"):
        person.family_contact = told["family_contact"]
