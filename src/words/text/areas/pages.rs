//! What pages are called, and what stands on those that are small.

super::super::area::area! { "pages" after super::shell::END;
    MEMBER = "Member";
    COMPARE = "Compare";
    CHARTS = "Charts";
    CHANGE = "Change";
    REGISTERS = "Registers";
    SETTINGS = "Settings";
    HELP = "Help";
    PARTS = "Parts";
    SHARED = "Shared register";
    RESCUE = "Rescue";
    UNKNOWN = "No such page";
    NOTHING_AT = "Nothing stands at {address}.";
    TO_OVERVIEW = "Go to the overview";
    CLOSE = "Close";
    FOUND = "Found";
    COMMAND = "Command";
    NOTHING_FOUND = "Nothing fits “{typed}”.";
    MORE_PAGES = "More pages";
    WHAT_IT_DOES = "What it does";
    KEYS = "Keys";
    OPEN_ROW = "Open the row in focus";
    CLOSE_WINDOW = "Close a window";
}
