from lowlight_desktop.studio.benchmark.tables import table


def test_numbers_go_to_the_right_and_words_to_the_left() -> None:
    lines = list(table(("what", "seconds", "by"), [("a", "1.25", "torch"), ("bcdef", "—", "x")]))
    assert lines == [
        "| what  | seconds | by    |",
        "| ----- | ------: | ----- |",
        "| a     |    1.25 | torch |",
        "| bcdef |       — | x     |",
    ]
