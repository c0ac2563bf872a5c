//! What somebody is to do, and the groups that work between meetings.

use super::{Date, Lines, Meeting, Party, Ref, Role};

choice! {
    /// Where an action stands.
    pub enum ActionState {
        /// To be done.
        Open = "open",
        /// Done.
        Done = "done",
        /// Given up.
        Dropped = "dropped",
    }
}

node! {
    /// An action: who is to do what by when.
    pub struct Action in Actions {
        /// What is to be done.
        text: Option<String>,
        /// Who is to do it.
        owner: Option<Ref<Party>>,
        /// By when.
        due: Option<Date>,
        /// Where it stands; absent means open.
        state: Option<ActionState>,
        /// 1 comes first, 5 last.
        priority: Option<u32>,
        /// The meeting at which it was made.
        made_at: Option<Ref<Meeting>>,
        /// The meeting at which it was closed.
        closed_at: Option<Ref<Meeting>>,
    }
}

node! {
    /// A party in a working group.
    pub struct GroupMember {
        /// Who.
        party: Option<Ref<Party>>,
        /// As what.
        role: Option<Role>,
        /// By whom it is represented.
        delegates: Option<String>,
        /// Since when.
        from: Option<Date>,
        /// Until when.
        until: Option<Date>,
    }
}

node! {
    /// A working group.
    pub struct Group in Groups {
        /// Its name.
        name: Option<String>,
        /// What it works on.
        purpose: Option<String>,
        /// The series of its meetings.
        series: Option<String>,
        /// Who belongs to it.
        members: Lines<GroupMember>,
    }
}
