from qualcode.operations.text.turn_parts import TurnPart, firsts


def test_parts_of_a_turn_that_meet_are_one_and_only_the_first_has_its_label() -> None:
    one, met = TurnPart(0, 0, 5, 2), TurnPart(0, 5, 9, 5)
    between, later = TurnPart(1, 9, 12, 10), TurnPart(0, 12, 20, 12)
    assert list(firsts([one, met, between, later])) == [
        (TurnPart(0, 0, 9, 2), True),
        (between, True),
        (later, False),
    ]


def test_parts_with_something_between_them_stay_apart() -> None:
    parts = [TurnPart(0, 0, 5, 2), TurnPart(0, 6, 9, 6)]
    assert list(firsts(parts)) == [(parts[0], True), (parts[1], False)]
