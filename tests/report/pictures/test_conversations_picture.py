"""The picture of conversations through the day, of a run whose chats are made into conversations."""

import pytest
from chats_as_conversations import conversation_run
from drawn import words
from printing import printed

from simulator.report.pictures.albums import album, write_album
from simulator.report.pictures.conversations_day import conversations, conversations_of, has_conversations
from simulator.report.tables.lines import line_blocks
from simulator.report.tables.part_sheets import totals
from simulator.run_folder.replications import read_replications, write_replications


@pytest.fixture(scope="module")
def run():
    return conversation_run()


def test_it_shows_the_groups_that_have_conversations_and_what_tables_say(run):
    picture = conversations_of(run.first)
    assert [block.name for block in picture.blocks] == ["chatters"]
    assert [column.label for column in picture.blocks[0].quantities] == ["active per agent", "inactive per agent"]
    strategy = run.first.baseline
    active = run.first.row(strategy, "active_mean", "group:chatters").value
    assert picture.blocks[0].rows[0].remarks[0] == f"all day {active:.2f}"
    assert "Conversations in hand per agent on duty, through the day" in words(conversations(run))


def test_it_is_in_the_album_only_where_there_are_conversations(run, tmp_path):
    assert "conversations" in [one.name for one in album(run)]
    assert has_conversations(run.first)
    assert len(write_album(run, tmp_path, ["conversations"], ["svg"])) == 1


def test_tables_have_what_became_of_conversations(run):
    labels = {line.label for block in line_blocks(run.first) for line in block.lines}
    assert {"left waiting for a later reply", "first reply after 15 min", "active conversations per agent"} <= labels


def test_a_center_of_several_parts_has_a_table_of_its_conversations(run):
    text = printed(totals(run.first), 120)
    taken = run.first.row(run.first.baseline, "conversations", "channel:messaging").value
    assert f"messaging  {taken:,.0f}" in " ".join(text.split()).replace("messaging ", "messaging  ")
    assert text.index("conversations\n") < text.index("whole center")


def test_times_to_a_reply_are_kept_in_the_run_folder(run, tmp_path):
    stacks = list(run.first.stacks.values())
    write_replications(stacks, tmp_path / "kept.npz")
    again = read_replications(tmp_path / "kept.npz")
    for one, other in zip(stacks, again, strict=True):
        assert [set(part.beside) for part in one.parts] == [set(part.beside) for part in other.parts]
        for part, kept in zip(one.parts, other.parts, strict=True):
            for grain, bins in part.beside.items():
                assert bins.count.tolist() == kept.beside[grain].count.tolist()
