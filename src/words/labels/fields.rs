//! What the fields of parties, meetings, actions, outreach and sources are called, and what they ask for.

/// A field of the file, its label, and a hint where the label does not say enough.
pub(super) type Row = (&'static str, &'static str, &'static str);

/// A record or line: its name in the code, what one is called in a sentence, and its own fields.
pub(super) type Labels = (&'static str, &'static str, &'static [Row]);

/// What every fact carries.
pub(super) const COMMON: &[Row] = &[
    ("note", "Note", "Anything that belongs beside the figures."),
    ("sources", "Sources", "Where this comes from; a fact without a source is marked."),
    ("readings", "Other readings", "What other sources say instead; kept, shown and never counted."),
    ("internal", "Internal", "Stays out of public copies, which say how many records were left out."),
    ("order", "Place in the list", ""),
    ("gone", "Removed", ""),
];

/// Their labels.
pub(super) const SHAPES: &[Labels] = &[
    (
        "Coalition",
        "register",
        &[
            ("name", "Name of the coalition", "Stands at the head of every page and print."),
            ("purpose", "What it is for", "One or two sentences."),
            ("keeper", "Keeper", "Who keeps this register and answers for it."),
            (
                "parent_body",
                "Parent body",
                "The body that the coalition belongs to, such as a contact group.",
            ),
            ("beneficiary", "Beneficiary", "The party for whom the coalition works."),
            (
                "beneficiary_counts",
                "Beneficiary counts as a member",
                "If not, it is left out of the number of members.",
            ),
            ("founded", "Founded", ""),
            ("areas", "Areas of work", "Contributions and purchases can be assigned to one of them."),
            ("currency", "Reporting currency", "Figures stand in this currency unless another is chosen."),
            ("rate_policy", "Rates used", "Which day’s exchange rate converts an entry."),
            ("rate_day", "Fixed day for rates", "Needed only where one fixed day is used for all."),
            ("last_rate_day", "Last day of rates used", "Newer reference rates are offered with a preview."),
            ("complete_to", "Complete to", "Figures stand at the earlier of today and this day."),
            ("standing_note", "Standing note", "Stands on every page, print, export and link."),
        ],
    ),
    ("Area", "area", &[("name", "Name", "Such as IT, communications or cybersecurity.")]),
    (
        "Party",
        "party",
        &[
            ("kind", "Kind", ""),
            ("code", "Code", "Two letters of ISO 3166-1 for a state, a short name for others."),
            ("name", "Name", "For a state, leave it empty to show the name in the reader’s language."),
        ],
    ),
    (
        "Contact",
        "contact",
        &[
            ("name", "Name", ""),
            ("office", "Office", "The position that the person holds."),
            ("party", "For", "The party that the person speaks for."),
            ("from", "From", ""),
            ("until", "Until", ""),
            ("address", "Address", "Mail or telephone; stays out of public copies."),
        ],
    ),
    (
        "Membership",
        "membership",
        &[
            ("party", "Party", ""),
            ("role", "Role", "A lead is also a member; several roles may hold at once."),
            ("from", "From", "The first day of this role."),
            ("until", "Until", "The last day of this role; empty while it lasts."),
            ("acts", "Acts", "How the party came in or left, each with its date and source."),
        ],
    ),
    (
        "Act",
        "act",
        &[
            ("kind", "Act", ""),
            ("date", "Date", ""),
            ("agreement", "Agreement", "For a signature: what was signed."),
        ],
    ),
    (
        "Agreement",
        "agreement",
        &[
            ("name", "Name", ""),
            ("kind", "Kind", ""),
            ("opened", "Opened for signature", ""),
            ("completed", "Signing completed", "When the last of the first signatories had signed."),
            ("until", "In force until", ""),
        ],
    ),
    (
        "Meeting",
        "meeting",
        &[
            ("title", "Title", ""),
            ("kind", "Kind", ""),
            ("series", "Series", "Meetings of one series carry open points over."),
            ("date", "Date", ""),
            ("time", "Time", "Local time at which it begins, such as 14:30."),
            ("zone", "Time zone", "Such as Europe/Brussels."),
            ("place", "Place", ""),
            ("agenda", "Agenda and outcomes", ""),
            ("attendance", "Attendance", "Every party with its capacity, those that were absent too."),
            ("list_complete", "List is complete", "Whether the sources name everybody who was there."),
            ("counts", "Reported counts", "How many took part, as somebody reported it."),
            ("statements", "Statements", "What was said, in the words of the source."),
            ("priorities", "Priorities", "What the meeting put first."),
            ("minutes", "Minutes", "How far they are."),
            ("versions", "Versions of the minutes", "The text as it was circulated or approved."),
        ],
    ),
    (
        "AgendaItem",
        "agenda item",
        &[
            ("title", "Title", ""),
            ("text", "Discussion", ""),
            ("outcomes", "Outcomes", "Information, decisions and actions."),
            ("carried_from", "Carried over from", "The meeting that left this point open."),
        ],
    ),
    (
        "Outcome",
        "outcome",
        &[
            ("kind", "Kind", ""),
            ("text", "Text", ""),
            ("action", "Action", "The action that came of it."),
            ("purchase", "Purchase", "The purchase that was decided on."),
        ],
    ),
    (
        "Attendance",
        "participant",
        &[
            ("party", "Party", ""),
            ("capacity", "Capacity", "As what it took part that day."),
            ("presence", "Presence", ""),
            ("delegates", "Delegates", "Who spoke for it."),
        ],
    ),
    (
        "ReportedCount",
        "reported count",
        &[("of", "Of", "What was counted: members, observers, nations present."), ("count", "Number", "")],
    ),
    (
        "Statement",
        "statement",
        &[
            ("speaker", "Speaker", ""),
            ("office", "Office", "The position that the speaker held."),
            ("party", "For", ""),
            ("language", "Language", "The language of the words, such as en, et or uk."),
            ("words", "Words", "As the source gives them."),
        ],
    ),
    ("Priority", "priority", &[("text", "Priority", ""), ("area", "Area", "")]),
    (
        "MinutesVersion",
        "version",
        &[
            ("state", "State", ""),
            ("date", "Date", ""),
            ("text", "Text", "As it stood; a later change makes a new version."),
            ("hash", "Checksum", "SHA-256 of the text."),
        ],
    ),
    (
        "Action",
        "action",
        &[
            ("text", "Action", "What is to be done."),
            ("owner", "Owner", "The party that is to do it."),
            ("due", "Due", ""),
            ("state", "State", ""),
            ("priority", "Priority", "1 comes first, 5 last."),
            ("made_at", "Made at", "The meeting that asked for it."),
            ("closed_at", "Closed at", "The meeting that closed it."),
        ],
    ),
    (
        "Outreach",
        "outreach",
        &[
            ("direction", "Direction", "Who turned to whom."),
            ("party", "Party", "The party outside, where it is one."),
            ("group", "Group", "A group in words, such as states outside the coalition."),
            ("by", "By", "Who spoke for the coalition."),
            ("stage", "Stage", ""),
            ("date", "Date", ""),
            ("said", "What was said", ""),
            ("meeting", "Meeting", "Where it was said."),
            ("result", "Result", ""),
            ("next", "Next step", ""),
            ("due", "Due", "By when the next step is to be taken."),
        ],
    ),
    (
        "Group",
        "working group",
        &[("name", "Name", ""), ("purpose", "Purpose", "What it works on."), ("members", "Members", "")],
    ),
    (
        "GroupMember",
        "member",
        &[
            ("party", "Party", ""),
            ("role", "Role", ""),
            ("delegates", "Delegates", "Who works in it for the party."),
            ("from", "From", ""),
            ("until", "Until", ""),
        ],
    ),
    (
        "Source",
        "source",
        &[
            ("title", "Title", ""),
            ("address", "Address", "The web address at which it was published."),
            ("archived", "Archived copy", "The web address of a lasting copy."),
            ("publisher", "Publisher", ""),
            ("shown", "Date shown", "The date that the text itself carries."),
            ("established", "Date established", "The day on which it was really published, if another."),
            ("retrieved", "Retrieved", "The day on which it was read."),
            ("language", "Language", "Such as en, et or uk."),
            ("kind", "Kind", ""),
            ("copy_of", "Copy of", "The text that it repeats; copies count as one report."),
            ("file_name", "File name", "Of a file kept elsewhere."),
            ("sha256", "Checksum", "SHA-256 of that file."),
        ],
    ),
    (
        "Citation",
        "source",
        &[
            ("source", "Source", ""),
            ("place", "Place in it", "Page, paragraph or time."),
            ("confidence", "Confidence", "How far this source is trusted on this fact."),
        ],
    ),
    (
        "Reading",
        "other reading",
        &[
            ("field", "Field", "The field that it is another reading of."),
            ("value", "Value", "As this source gives it."),
            ("source", "Source", ""),
            ("reason", "Reason", "Why it is not adopted, or what speaks for it."),
        ],
    ),
];
