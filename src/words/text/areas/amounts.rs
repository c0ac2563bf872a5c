//! The words around amounts and figures.

super::super::area::area! { "amounts" after super::overview::END;
    ABOUT = "about";
    OVER = "over";
    AT_LEAST = "at least";
    ALMOST = "almost";
    AT_MOST = "at most";
    AND = "{before} and {last}";
    TOGETHER = "{names} together";
    NOT_STATED = "Funder not stated";
    BILLION = "bn";
    MILLION = "m";
    THOUSAND = "k";
    OR_ABOUT = "or about that";
    OR_MORE = "or more";
    OR_MORE_ABOUT = "or more, in parts about";
    OR_LESS = "or less";
    OR_LESS_ABOUT = "or less, in parts about";
    MORE_OR_LESS = "more or less";
    MORE_OR_LESS_ABOUT = "more or less, in parts about";
    WITHOUT_FIGURE = "{n} without a figure";
    NOT_CONVERTED = "{sum} not converted";
    POSSIBLE = "and {sum} that may be the same money";
    CEILING = "and an unknown part of {sum}";
    EXCESS = "{sum} allocated against pledges";
    LOOSE = "{n} dated too loosely to be in yet";
    PARTY_NOT_HERE = "a party not in this copy";
    COPY_INTERNAL = "A copy with what is internal that somebody made on {day}{without}.";
    COPY_PUBLIC = "A public copy that somebody made on {day}{without}.";
    WITHOUT = ", without {what}";
    INTERNAL_RECORDS = "{n} internal {n|record|records}";
    INTERNAL_LINES = "{n} internal {n|line|lines}";
    CONTACTS = "{n} {n|contact|contacts}";
    OTHER_RECORDS = "{n} {n|record that was|records that were} not chosen";
    OTHER_LINES = "{n} {n|line|lines} of another time";
    NOTES = "{n} {n|note|notes}";
}
