"""The list of places: for everybody, packed for those who can unpack it, and sent once a year."""

import gzip

from tests.cast import World


def test_places_come_packed_to_whom_can_unpack_them_and_plain_to_all_others(world: World) -> None:
    plain = world.stranger.get("/regions", headers={"Accept-Encoding": "identity"})
    packed = world.stranger.get("/regions", headers={"Accept-Encoding": "gzip, br"})
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert len(packed.data) < len(plain.data) / 4
    assert "Accept-Encoding" in packed.headers["Vary"]


def test_a_phone_that_keeps_the_places_gets_them_only_once(world: World) -> None:
    kept = world.stranger.get("/regions", headers={"Accept-Encoding": "gzip"}).headers["ETag"]
    for encoding in ("gzip", "identity"):
        again = world.stranger.get("/regions", headers={"Accept-Encoding": encoding, "If-None-Match": kept})
        assert (again.status_code, again.data) == (304, b"")
