"""Run every measurement: `python -m bench`, or some by name."""

import sys

from bench import (
    contacts_at_scale,
    import_roster,
    pack_at_scale,
    places_at_scale,
    rollups_at_scale,
    suggest_pairings,
)

MEASUREMENTS = {
    "contacts_at_scale": contacts_at_scale.measure,
    "import_roster": import_roster.measure,
    "pack_at_scale": pack_at_scale.measure,
    "places_at_scale": places_at_scale.measure,
    "rollups_at_scale": rollups_at_scale.measure,
    "suggest_pairings": suggest_pairings.measure,
}

for name in sys.argv[1:] or MEASUREMENTS:
    print(f"{name}: {MEASUREMENTS[name].__doc__}", flush=True)
    for line in MEASUREMENTS[name]():
        print(f"  {line}", flush=True)
