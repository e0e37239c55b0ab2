from ntsdocs.text.groups import grouped


def test_groups_and_their_items_stand_as_they_come():
    groups = grouped((len(word), word) for word in ("sở", "ban", "xã", "thôn", "tổ"))
    assert list(groups.items()) == [(2, ["sở", "xã", "tổ"]), (3, ["ban"]), (4, ["thôn"])]
