"""Tell the invented township to a database: every act at its own moment, by its own actor, through the real verbs."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from api import clock
from api.auth import passwords
from api.auth import service as accounts
from api.db import Database
from api.demo.acts import Ids
from api.demo.beginnings import tell_beginnings
from api.demo.contacts import tell_contacts
from api.demo.contributions import tell_contributions
from api.demo.dues import tell_dues
from api.demo.editions import tell_editions
from api.demo.handoffs import tell_handoffs
from api.demo.needs import tell_needs
from api.demo.pairings import tell_pairings
from api.demo.records import DemoTownship
from api.demo.relations import tell_relations
from api.demo.reminders import tell_reminders
from api.demo.screenings import tell_screenings
from api.demo.systems import tell_systems
from api.demo.trainings import tell_trainings
from api.demo.visits import tell_visits
from api.demo.webhooks import tell_webhooks
from api.demo.years import tell_years
from api.journal import in_transaction

Progress = Callable[[int, int], object]


def load_township(
    database: Database,
    township: DemoTownship,
    words: Mapping[str, str],
    files: Path,
    progress: Progress = lambda done, total: None,
) -> Ids:
    """Tell the whole story to an empty, migrated database, and return the ids that its keys got.

    words: the passwords of those who get a sign-in, by the person's key. files: where stored files lie. progress: is
    told how many acts are done, and of how many.
    """
    ids = Ids()
    today = clock.today()
    acts = [
        *tell_beginnings(township, ids),
        *tell_years(township, ids),
        *tell_webhooks(ids, today),
        *tell_dues(township, ids, today),
        *tell_relations(township, ids, today),
        *tell_trainings(township, ids, today),
        *tell_pairings(township, ids, today),
        *tell_contacts(township, ids, today),
        *tell_screenings(township, ids, today),
        *tell_contributions(ids, today),
        *tell_visits(township, ids, today),
        *tell_needs(ids, today),
        *tell_systems(ids, today),
        *tell_editions(ids, files, today),
        *tell_reminders(ids, today),
        *tell_handoffs(ids, today),
    ]
    acts.sort(key=lambda act: act.at)
    for done, act in enumerate(acts, 1):
        with clock.at(act.at):
            in_transaction(database, act.work)
        progress(done, len(acts))
    hashes = {key: passwords.hash_password(word) for key, word in words.items()}
    for key, password_hash in hashes.items():
        keep = partial(accounts.keep_hash, account_id=ids.accounts[key], password_hash=password_hash)
        in_transaction(database, keep)
    return ids
