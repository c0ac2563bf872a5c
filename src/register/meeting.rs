//! Meetings: who sat in the room, what they decided, and what was said.

use super::{Action, AreaId, Date, Hash, Lines, Party, Place, Prose, Purchase, Ref};

choice! {
    /// The kind of a meeting.
    pub enum MeetingKind {
        /// The steering group.
        SteeringGroup = "steering-group",
        /// The parent body.
        ParentBody = "parent-body",
        /// The founding meeting.
        KickOff = "kick-off",
        /// A signing.
        Signing = "signing",
        /// A meeting of ministers.
        Ministers = "ministers",
        /// A group of experts.
        Experts = "experts",
        /// Another one.
        Other = "other",
    }
}

choice! {
    /// What an agenda item came to.
    pub enum OutcomeKind {
        /// Something was made known.
        Information = "information",
        /// Something was decided.
        Decision = "decision",
        /// Somebody is to do something.
        Action = "action",
    }
}

choice! {
    /// In which capacity a party took part.
    pub enum Capacity {
        /// As a lead.
        Lead = "lead",
        /// As a member.
        Member = "member",
        /// As an observer.
        Observer = "observer",
        /// As the beneficiary.
        Beneficiary = "beneficiary",
        /// As a guest.
        Guest = "guest",
    }
}

choice! {
    /// Whether a party was there.
    pub enum Presence {
        /// In the room.
        Present = "present",
        /// By telephone or video.
        Remote = "remote",
        /// Absent, with notice.
        Excused = "excused",
        /// Absent.
        Absent = "absent",
        /// The sources do not say.
        NotStated = "not-stated",
    }
}

choice! {
    /// Whether the list of those present is complete.
    pub enum ListComplete {
        /// It is.
        Yes = "yes",
        /// It is not.
        No = "no",
        /// The sources do not say.
        NotStated = "not-stated",
    }
}

choice! {
    /// How far the minutes are.
    pub enum MinutesState {
        /// Being written.
        Draft = "draft",
        /// Sent to the members.
        Circulated = "circulated",
        /// Approved and frozen.
        Approved = "approved",
    }
}

node! {
    /// What came of an agenda item.
    pub struct Outcome {
        /// Which kind.
        kind: Option<OutcomeKind>,
        /// What.
        text: Option<Prose>,
        /// The action that it made.
        action: Option<Ref<Action>>,
        /// The purchase that it decided on.
        purchase: Option<Ref<Purchase>>,
    }
}

node! {
    /// A point of the agenda.
    pub struct AgendaItem {
        /// Its title.
        title: Option<String>,
        /// What was discussed.
        text: Option<Prose>,
        /// What came of it.
        outcomes: Lines<Outcome>,
        /// The meeting from which the point was carried over.
        carried_from: Option<Ref<Meeting>>,
        /// The point of that meeting's agenda that it goes on with, by the id of its line.
        continues: Option<String>,
        /// The action that it takes up again.
        action: Option<Ref<Action>>,
        /// Whether it stays open after the meeting; absent means what its outcomes say.
        open: Option<bool>,
    }
}

node! {
    /// One party at a meeting.
    pub struct Attendance {
        /// Who.
        party: Option<Ref<Party>>,
        /// As what.
        capacity: Option<Capacity>,
        /// Whether it was there.
        presence: Option<Presence>,
        /// By whom it was represented.
        delegates: Option<String>,
    }
}

node! {
    /// A number of participants as somebody reported it.
    pub struct ReportedCount {
        /// Of whom: members, observers, nations present.
        of: Option<String>,
        /// How many.
        count: Option<u32>,
    }
}

node! {
    /// What somebody said, in the words of the source.
    pub struct Statement {
        /// Who spoke.
        speaker: Option<String>,
        /// The office held.
        office: Option<String>,
        /// For whom.
        party: Option<Ref<Party>>,
        /// The language of the words.
        language: Option<String>,
        /// The words.
        words: Option<Prose>,
    }
}

node! {
    /// A priority that a meeting set.
    pub struct Priority {
        /// What comes first.
        text: Option<String>,
        /// In which area.
        area: Option<AreaId>,
    }
}

node! {
    /// Minutes as they were circulated or approved; a later change makes a new version.
    pub struct MinutesVersion {
        /// How far they were.
        state: Option<MinutesState>,
        /// When.
        date: Option<Date>,
        /// The text as it stood.
        text: Option<Prose>,
        /// SHA-256 of the text.
        hash: Option<String>,
    }
}

node! {
    /// A meeting.
    pub struct Meeting in Meetings {
        /// What it is called.
        title: Option<String>,
        /// What kind of meeting.
        kind: Option<MeetingKind>,
        /// The series that it belongs to.
        series: Option<String>,
        /// When.
        date: Option<Date>,
        /// The local time at which it begins.
        time: Option<String>,
        /// The time zone of that time.
        zone: Option<String>,
        /// Where.
        place: Option<Place>,
        /// The agenda with its outcomes.
        agenda: Lines<AgendaItem>,
        /// Who was there.
        attendance: Lines<Attendance>,
        /// Whether that list is complete.
        list_complete: Option<ListComplete>,
        /// Numbers of participants as reported.
        counts: Lines<ReportedCount>,
        /// What was said.
        statements: Lines<Statement>,
        /// What comes first from now on.
        priorities: Lines<Priority>,
        /// How far the minutes are.
        minutes: Option<MinutesState>,
        /// The minutes as they stood at each step.
        versions: Lines<MinutesVersion>,
    }
}

impl MinutesVersion {
    /// A text as it stands, with its hash.
    pub fn of(state: MinutesState, date: Date, text: &str) -> Self {
        MinutesVersion {
            state: Some(state),
            date: Some(date),
            text: Some(text.into()),
            hash: Some(Hash::of(text.as_bytes()).to_string()),
            ..MinutesVersion::default()
        }
    }

    /// Whether the text is the one that was kept. One that was kept without a hash cannot be told from another.
    pub fn is_as_kept(&self) -> bool {
        match (&self.text, &self.hash) {
            (Some(text), Some(hash)) => Hash::of(text.as_bytes()).to_string() == *hash,
            _ => true,
        }
    }
}
