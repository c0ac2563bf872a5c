//! What the fields of parties, meetings, actions, outreach and sources are called, and what they ask for.

/// A field of the file and its label.
pub(super) type Row = (&'static str, &'static str);

/// A record or line: its name in the code, what one is called in a sentence, and its own fields.
pub(super) type Labels = (&'static str, &'static str, &'static [Row]);

/// What every fact carries.
pub(super) const COMMON: &[Row] = &[
    ("note", "Note"),
    ("sources", "Sources"),
    ("readings", "Other readings"),
    ("internal", "Internal"),
    ("order", "Place in the list"),
    ("gone", "Removed"),
];

/// Their labels.
pub(super) const SHAPES: &[Labels] = &[
    (
        "Coalition",
        "register",
        &[
            ("name", "Name of the coalition"),
            ("purpose", "What it is for"),
            ("keeper", "Keeper"),
            ("parent_body", "Parent body"),
            ("beneficiary", "Beneficiary"),
            ("beneficiary_counts", "Beneficiary counts as a member"),
            ("founded", "Founded"),
            ("areas", "Areas of work"),
            ("currency", "Reporting currency"),
            ("rate_policy", "Rates used"),
            ("rate_day", "Fixed day for rates"),
            ("last_rate_day", "Last day of rates used"),
            ("complete_to", "Complete to"),
            ("standing_note", "Standing note"),
        ],
    ),
    ("Area", "area", &[("name", "Name")]),
    ("Party", "party", &[("kind", "Kind"), ("code", "Code"), ("name", "Name")]),
    (
        "Contact",
        "contact",
        &[
            ("name", "Name"),
            ("office", "Office"),
            ("party", "For"),
            ("from", "From"),
            ("until", "Until"),
            ("address", "Address"),
        ],
    ),
    (
        "Membership",
        "membership",
        &[("party", "Party"), ("role", "Role"), ("from", "From"), ("until", "Until"), ("acts", "Acts")],
    ),
    ("Act", "act", &[("kind", "Act"), ("date", "Date"), ("agreement", "Agreement")]),
    (
        "Agreement",
        "agreement",
        &[
            ("name", "Name"),
            ("kind", "Kind"),
            ("opened", "Opened for signature"),
            ("completed", "Signing completed"),
            ("until", "In force until"),
        ],
    ),
    (
        "Meeting",
        "meeting",
        &[
            ("title", "Title"),
            ("kind", "Kind"),
            ("series", "Series"),
            ("date", "Date"),
            ("time", "Time"),
            ("zone", "Time zone"),
            ("place", "Place"),
            ("agenda", "Agenda and outcomes"),
            ("attendance", "Attendance"),
            ("list_complete", "List is complete"),
            ("counts", "Reported counts"),
            ("statements", "Statements"),
            ("priorities", "Priorities"),
            ("minutes", "Minutes"),
            ("versions", "Versions of the minutes"),
        ],
    ),
    (
        "AgendaItem",
        "agenda item",
        &[
            ("title", "Title"),
            ("text", "Discussion"),
            ("outcomes", "Outcomes"),
            ("carried_from", "Carried over from"),
            ("continues", "Goes on with"),
            ("action", "Action"),
            ("open", "Stays open"),
        ],
    ),
    (
        "Outcome",
        "outcome",
        &[("kind", "Kind"), ("text", "Text"), ("action", "Action"), ("purchase", "Purchase")],
    ),
    (
        "Attendance",
        "participant",
        &[("party", "Party"), ("capacity", "Capacity"), ("presence", "Presence"), ("delegates", "Delegates")],
    ),
    ("ReportedCount", "reported count", &[("of", "Of"), ("count", "Number")]),
    (
        "Statement",
        "statement",
        &[
            ("speaker", "Speaker"),
            ("office", "Office"),
            ("party", "For"),
            ("language", "Language"),
            ("words", "Words"),
        ],
    ),
    ("Priority", "priority", &[("text", "Priority"), ("area", "Area")]),
    (
        "MinutesVersion",
        "version",
        &[("state", "State"), ("date", "Date"), ("text", "Text"), ("hash", "Checksum")],
    ),
    (
        "Action",
        "action",
        &[
            ("text", "Action"),
            ("owner", "Owner"),
            ("due", "Due"),
            ("state", "State"),
            ("priority", "Priority"),
            ("made_at", "Made at"),
            ("closed_at", "Closed at"),
        ],
    ),
    (
        "Outreach",
        "outreach",
        &[
            ("direction", "Direction"),
            ("party", "Party"),
            ("group", "Group"),
            ("by", "By"),
            ("stage", "Stage"),
            ("date", "Date"),
            ("said", "What was said"),
            ("meeting", "Meeting"),
            ("result", "Result"),
            ("next", "Next step"),
            ("due", "Due"),
        ],
    ),
    (
        "Group",
        "working group",
        &[
            ("name", "Name"),
            ("purpose", "Purpose"),
            ("series", "Series of its meetings"),
            ("members", "Members"),
        ],
    ),
    (
        "GroupMember",
        "member",
        &[
            ("party", "Party"),
            ("role", "Role"),
            ("delegates", "Delegates"),
            ("from", "From"),
            ("until", "Until"),
        ],
    ),
    (
        "Source",
        "source",
        &[
            ("title", "Title"),
            ("address", "Address"),
            ("archived", "Archived copy"),
            ("publisher", "Publisher"),
            ("shown", "Date shown"),
            ("established", "Date established"),
            ("retrieved", "Retrieved"),
            ("language", "Language"),
            ("kind", "Kind"),
            ("copy_of", "Copy of"),
            ("file_name", "File name"),
            ("sha256", "Checksum"),
        ],
    ),
    ("Citation", "source", &[("source", "Source"), ("place", "Place in it"), ("confidence", "Confidence")]),
    (
        "Reading",
        "other reading",
        &[("field", "Field"), ("value", "Value"), ("source", "Source"), ("reason", "Reason")],
    ),
];
