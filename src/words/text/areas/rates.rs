//! The rules for exchange rates, on the page of settings.

super::super::area::area! { "rates" after super::browser::END;
    HIDING_MEANS = "Amounts can be hidden on the screen while others look on. What is kept, exported and copied stays whole.";
    CONVERTED_AT = "Each sum is converted at the rate of";
    RATE_POLICY = "Rate policy";
    FIXED_DAY = "Day";
    BANK_ON_NEED = "The reference rates of the European Central Bank are fetched when a sum needs one.";
    BANK_HERE = "The reference rates of the European Central Bank are here up to {day}; figures use all of them.";
    BANK_USED_TO = "Figures use the reference rates of the European Central Bank up to {until}; they are here up to {day}.";
    BANK_IS_OLDER = "Figures were made with reference rates up to {until}; here they end on {day}. Bring the newer table.";
    FETCH_RATES = "Fetch the reference rates";
    USE_TO = "Use rates up to {day}";
    NEWER_TABLE = "Newer table ({file})";
    RATES_CHANGED = "The rates of this register were changed. Undo takes it back.";
    NO_SUM_CHANGES = "No giver’s sum would change.";
    SUMS_CHANGE = "{^n} {n|giver’s sum|givers’ sums} would change: {now} now, {then} then.";
    SUMS_NOT_CONVERTED = "{n} {n|sum|sums} not converted";
    WHAT_IT_DOES = "What the change would do";
    NOW_IN = "Now, {currency}";
    THEN_IN = "Then, {currency}";
    WHOLE = "Whole";
    EFFECT = "Effect of the change";
    APPLY = "Apply";
    KEEP = "Keep as it is";
}
