//! The years ahead: what is planned, what is needed, and what lapsed.

super::super::area::area! { "roadmap" after super::needs::END;
    NOTHING = "Nothing is planned and nothing is needed.";
    NOTHING_MEANS = "Give a contribution planned entries, and a purchase the day by which it is needed: both stand here year by year.";
    WITHOUT_DATE = "Without a date";
    POINT = "{planned} planned for this year and later, {to_fund} to fund, as of {day}.";
    NO_GAP = "No year needs more than is planned for it.";
    GAPS = "More is needed than planned {years}.";
    IN_YEAR = "in {year} by {sum}";
    IN_NO_YEAR = "without a date by {sum}";
    SUMS_LAPSED = "{^n} {n|sum|sums} of past years lapsed: {sum}.";
    BY_YEAR = "Planned and needed by year";
    PLANNED = "Planned";
    NEEDED = "Needed";
    GAP = "Gap";
    ENTRIES_WITHOUT_SUM = "{n} {n|entry|entries} without a sum";
    VALUES_WITHOUT = "{n} {n|value|values} not stated";
    YEAR_PASSED = "the year has passed";
    MORE_PLANNED = "more planned than needed";
    NEEDS = "{n} {n|need|needs}";
    MEANS = "Planned is each contribution once, at its largest planned step. The gap is what is to fund less what is planned and can still come; plans are in no other figure. A year opens into its records.";
    RECORDS_OF = "Records of {year}";
    PLANNED_OF = "Planned: {year}";
    NEEDED_OF = "Needed: {year}";
    NO_EXCHANGE_RATE = "no exchange rate";
    LAPSED = "Money that lapsed";
    NONE_LAPSED = "None by {day}.";
    LAPSED_ON = "Lapsed on";
    LAPSED_PLANNED = "planned for the year, and no entry came of it";
    LAPSED_UNSPENT = "committed for the year, neither spent nor delivered";
}
