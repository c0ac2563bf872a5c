//! Working groups, and the page of a release.

super::super::area::area! { "groups" after super::reported::END;
    ON_RECORD = "{^n} {n|working group is|working groups are} on record.";
    NONE_YET = "No working groups yet. A group has a purpose, members with their roles, and a series of meetings.";
    LAST_MET = "Last met";
    POINT = "{^n} {n|member|members} on {day}; {m} {m|meeting was|meetings were} held by then, {k} {k|action is|actions are} open.";
    NOBODY_NAMED = "Nobody is named.";
    WHEN = "When";
    NO_SERIES_NAMED = "No series is named, so that no meeting is tied to it.";
    NO_MEETING_OF = "No meeting of the series “{series}” is on record.";
    THE_SERIES = "The series “{series}”.";
    NAME_SERIES = "Name the series";
    NO_ACTIONS_OF = "Its meetings made and closed none.";
    RELEASED = "Published on {day}, with the figures of {on}.";
    RELEASED_SIGNED = "Published on {day}, signed by “{signer}”, with the figures of {on}.";
    FIRST_RELEASE = "It is the first.";
    NO_FIGURE_CHANGED = "No figure changed.";
    BY_RECORD = "By";
    BEFORE = "Before";
    NOW = "Now";
    CHANGED_THEM = "What changed them since the release before";
    RELEASE_HASH = "It says for ever what it said. Hash of what was published: {hash}";
}
