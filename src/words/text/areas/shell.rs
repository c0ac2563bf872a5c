//! What stands around every page.

super::super::area::area! { "shell" after super::dates::END;
    SKIP = "Skip to the page";
    MAIN = "Main";
    OVERVIEW = "Overview";
    MEMBERS = "Members";
    CONTRIBUTIONS = "Contributions";
    MEETINGS = "Meetings";
    PURCHASES = "Purchases";
    OUTREACH = "Outreach";
    FIGURES = "Figures";
    SOURCES = "Sources";
    HISTORY = "History";
    MORE = "More";
    SINCE = "since {date}";
    ALL_REGISTERS = "All registers of this browser";
    IN_MEMORY = "In memory only";
    IN_BROWSER = "Saved in this browser";
    ON_DISK = "Safe on disk";
    NOT_SAVED = "Not saved";
    DATE_AND_TOOLS = "Date and tools";
    VALID_ON = "Valid on";
    IN_CURRENCY = "in";
    REPORTING_CURRENCY = "Reporting currency";
    KNOWN_ON = "Known on";
    SHOW_ALL = "Show all";
    SEARCH = "Search";
    EARLY = "Before the first change";
    EARLY_MEANS = "Nothing was written in this register by that time. That says nothing about the coalition: what it held then was written down later.";
}
