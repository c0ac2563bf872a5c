//! What stands between the days, months and years of a date.

super::super::area::area! { "dates" after super::actions::END;
    ABOUT = "about {date}";
    MAYBE = "possibly {date}";
    MAYBE_ABOUT = "possibly about {date}";
    FROM_TO = "from {from} to {to}";
    SINCE = "since {date}";
    UNTIL = "until {date}";
    OR = "{before} or {next}";
    BETWEEN = "between {from} and {to}";
}
