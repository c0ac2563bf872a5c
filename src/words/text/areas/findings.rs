//! What the checks find, and how it is settled.

super::super::area::area! { "findings" after super::member::END;
    CHECKING = "The register is being checked.";
    NOTHING_FOUND = "Nothing. Every fact has a source, and nothing stands against itself.";
    MORE_KINDS = "{n} more";
    LIKE_THIS = "{n} like this";
    SHOW_OF = "Show {n} of {left} more";
    ERROR = "error";
    TO_CHECK = "check";
    OPEN_FIELD = "Open the field: {sentence}";
    SETTLE = "Settle";
    PROMISED_TWICE = "Money promised twice";
}
