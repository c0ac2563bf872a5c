//! What buttons, heads and notices say in many places.

super::super::area::area! { "common" after super::amounts::END;
    SAVE = "Save";
    CANCEL = "Cancel";
    CLOSE = "Close";
    REMOVE = "Remove";
    EDIT = "Edit";
    DONE = "Done";
    MORE = "More";
    AND_MORE = "and {n} more";
    SAVED = "Saved: {name}.";
    YES = "yes";
    NO = "no";
}
