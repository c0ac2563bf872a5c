//! The words of a sentence that claims something.

use crate::register::{Measure, Scope};

/// Words for measures; those without one name what the register does not keep.
pub(super) const MEASURES: &[(&str, Option<Measure>)] = &[
    ("to be allocated", Some(Measure::ToBeAllocated)),
    ("open pledges", Some(Measure::OpenPledge)),
    ("open pledge", Some(Measure::OpenPledge)),
    ("under way", None),
    ("pledged", Some(Measure::Pledged)),
    ("pledges", Some(Measure::Pledged)),
    ("promised", Some(Measure::Pledged)),
    ("announced", Some(Measure::Pledged)),
    ("committed", Some(Measure::Committed)),
    ("commitments", Some(Measure::Committed)),
    ("raised", Some(Measure::Raised)),
    ("paid", Some(Measure::Paid)),
    ("transferred", Some(Measure::Paid)),
    ("spent", Some(Measure::Spent)),
    ("delivered", Some(Measure::Delivered)),
    ("provided", Some(Measure::Delivered)),
    ("undelivered", Some(Measure::Undelivered)),
    ("ordered", Some(Measure::Ordered)),
    ("allocated", Some(Measure::Allocated)),
    ("budget", None),
    ("budgeted", None),
    ("expected", None),
    ("planned", None),
    ("needed", None),
];

/// Words for forms. What comes on top in kind is not in the sum.
pub(super) const SCOPES: &[(&str, Scope)] = &[
    ("in kind on top", Scope::Money),
    ("in kind comes on top", Scope::Money),
    ("plus in kind", Scope::Money),
    ("excluding in kind", Scope::Money),
    ("not counting in kind", Scope::Money),
    ("without in kind", Scope::Money),
    ("including in kind", Scope::All),
    ("in money and in kind", Scope::All),
    ("in money and kind", Scope::All),
    ("in cash and in kind", Scope::All),
    ("in cash and kind", Scope::All),
    ("in kind only", Scope::InKind),
    ("in kind", Scope::InKind),
    ("money only", Scope::Money),
    ("in money", Scope::Money),
    ("in cash", Scope::Money),
];

/// Words for parties that are counted.
pub(super) const PARTIES: &[&str] = &[
    "member states",
    "member countries",
    "member nations",
    "participating nations",
    "participating states",
    "members",
    "states",
    "countries",
    "nations",
];

/// The numbers from one on.
pub(super) const SMALL: &[&str] = &[
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
];

/// Words that join others and claim nothing.
pub(super) const SILENT: &[&str] = &[
    "a", "all", "an", "and", "are", "been", "by", "date", "far", "for", "from", "has", "have", "in", "is",
    "it", "of", "so", "the", "to", "total", "was", "were", "with",
];
