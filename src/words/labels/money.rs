//! What the fields of contributions, purchases, reported figures and rates are called, and what they ask for.

use super::fields::Labels;

/// Their labels.
pub(super) const SHAPES: &[Labels] = &[
    (
        "Contribution",
        "contribution",
        &[
            ("contributors", "Who gives", "One party, or several that give together."),
            ("split", "Split", "Whether it is public how a joint sum falls to each giver."),
            ("purpose", "Purpose", "What it is given for, in a few words."),
            ("form", "Form", ""),
            ("area", "Area", ""),
            ("earmark", "Earmarking", "How tightly it is tied to one use."),
            ("earmarked_for", "Earmarked for", "The use that it is tied to."),
            ("entries", "Entries", "Each step with its own date and amount; nothing is overwritten."),
            ("planned", "Planned", "What is still to come; never counted as given."),
            ("larger", "Inside a larger sum", "A published sum that this is an unknown part of."),
            (
                "relations",
                "Relations",
                "How it hangs together with other contributions, so that nothing counts twice.",
            ),
            (
                "outside",
                "Outside the coalition",
                "Looks like a contribution and is none; kept and never counted.",
            ),
        ],
    ),
    (
        "Contributor",
        "giver",
        &[("party", "Party", ""), ("share", "Share", "Its part of a joint sum, where that was published.")],
    ),
    (
        "Entry",
        "entry",
        &[
            (
                "kind",
                "Step",
                "Announced is a pledge; a published act makes a commitment; confirmed is a statement.",
            ),
            ("act", "Act", "The source’s own word: announced, approved, transferred, confirmed."),
            ("date", "Date", "A day, a month or a year, such as 1 February 2024 or Feb 2024."),
            ("amount", "Amount", "As the source gives it; leave it empty when no figure was published."),
            ("value_date", "Value date", "The day whose exchange rate applies, if it is not the date."),
            ("stated_rate", "Stated rate", "The exchange rate that the party itself stated."),
            ("basis", "Valuation", "For goods: how their value was found."),
            ("counts_for", "Counts for year", "The budget year, if it is not the year of the date."),
            ("meeting", "Meeting", "Where it was made known."),
        ],
    ),
    (
        "PlannedEntry",
        "planned entry",
        &[("kind", "Step", ""), ("date", "Expected", "A year, a month or a day."), ("amount", "Amount", "")],
    ),
    (
        "LargerSum",
        "larger sum",
        &[
            ("what", "What it is", "Such as a package that also holds other aid."),
            ("amount", "Amount", "The whole sum; it is shown as a ceiling and not counted."),
            ("shared_by", "Shared by", "Who or what else has a part in it."),
        ],
    ),
    (
        "Relation",
        "relation",
        &[
            ("kind", "Relation", ""),
            ("to", "To", "The earlier contribution, or the whole that it is part of."),
            ("certainty", "Certainty", "A possible relation is shown beside the figure and not counted."),
        ],
    ),
    (
        "Purchase",
        "purchase",
        &[
            ("title", "Title", "What is bought."),
            ("need", "Need", "What it is needed for."),
            ("needed_by", "Needed by", "The party that asked for it."),
            ("by_when", "By when", ""),
            ("area", "Area", ""),
            ("priority", "Priority", "1 comes first."),
            ("steps", "Steps", "What happened so far; the stage on a day follows from them."),
            ("items", "Items", ""),
            ("agent", "Agent", "The party that buys."),
            ("supplier", "Supplier", ""),
            ("shares", "Funding", "Which contributions pay for it."),
            ("deliveries", "Deliveries", ""),
        ],
    ),
    (
        "PurchaseStep",
        "step",
        &[
            ("kind", "Step", ""),
            ("date", "Date", ""),
            ("value", "Value", "Leave it empty when no figure was published."),
            ("decision", "Decision", "The decision behind it, in words or by its number."),
            ("meeting", "Meeting", "The meeting that decided."),
        ],
    ),
    (
        "Item",
        "item",
        &[
            ("what", "What", ""),
            ("quantity", "Quantity", "A number and its unit, such as 50 pieces."),
            ("value", "Value", "Of all of them together."),
        ],
    ),
    (
        "Share",
        "share",
        &[
            ("of", "Drawn from", "One or more contributions; without one, the funder is not stated."),
            ("amount", "Amount", "Leave it empty when it was not stated."),
            ("split", "Split", "Whether it is public how the sum falls to several contributions."),
            ("period", "Period", "The time that the money is for."),
        ],
    ),
    ("ShareOf", "contribution", &[("contribution", "Contribution", "")]),
    (
        "Delivery",
        "delivery",
        &[
            ("date", "Date", ""),
            ("value", "Value", "Leave it empty when no figure was published."),
            ("items", "Items", ""),
            ("received_by", "Received by", ""),
            ("receipt", "Receipt", "Whether the party that got it confirmed it."),
        ],
    ),
    (
        "ReportedFigure",
        "reported figure",
        &[
            ("measure", "Measure", "The measure of this register that it speaks of."),
            ("word", "Word", "The source’s own word for what it measures."),
            ("kept", "Kept here", "Whether this register keeps such a measure."),
            ("amount", "Amount", "As the source gives it, with its over, about or almost."),
            ("count", "Number", "For a number of parties."),
            ("stated_to", "Stated to", "The step of the figure: 1 000 000 for 30 million."),
            ("date", "Date", "The day at which the figure stands."),
            ("span", "Time covered", ""),
            ("meeting", "Meeting", "For what was new at one meeting."),
            ("period", "Period", "For what a period brought."),
            ("whose", "Whose", ""),
            ("parties", "Parties named", ""),
            ("scope", "Forms covered", "All, money only, or in kind only."),
            ("by", "Said by", ""),
        ],
    ),
    ("ReportedParty", "party", &[("party", "Party", "")]),
    (
        "Rate",
        "exchange rate",
        &[
            ("rate", "Rate", "One unit of the first currency in units of the second."),
            ("day", "Day or period", "For a month or a year: its mean rate."),
            ("kind", "Origin", ""),
            ("party", "Stated by", "For a rate that a party stated."),
        ],
    ),
];
