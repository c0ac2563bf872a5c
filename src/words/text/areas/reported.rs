//! Reported figures, and the checker of sentences.

super::super::area::area! { "reported" after super::minutes::END;
    ON_RECORD = "{^n} {n|reported figure is|reported figures are} on record.";
    ON_RECORD_OF = "{^n} {n|reported figure is|reported figures are} on record: {verdicts}.";
    HOLD = "{n} {n|holds|hold}";
    HOLD_FOR_ELSE = "{n} {n|holds|hold} for something else";
    NOT_TOLD = "{n} cannot be told";
    DIFFER = "{n} {n|differs|differ}";
    NONE_YET = "No reported figures yet. Enter what somebody said in public, in its own words and with its source, to hold it against the register.";
    AS_REPORTED = "As reported";
    AGAINST_REGISTER = "Against the register";
    ANOTHER_READING = "Another reading:";
    SAME_GAP = "{^n} {n|other report has|other reports have} the same gap.";
    COUNT_MEMBERS = "{n} {n|member|members}";
    WHAT_WAS_SAID = "What was said";
    STATED = "Stated";
    SAID_BY = "By";
    ALL_VERDICTS = "All verdicts";
    NO_CLAIM = "No claim";
    NO_MEASURE = "no measure";
    CLAIMED = "{stated}, {measure}, on {day}";
    NOTHING_READ = "No sum and no number of members is read in it.";
    NOT_READ = "Not read: {words}.";
    CHECK_SENTENCE = "Check a sentence";
    SENTENCE = "Sentence";
    SAID_ON = "Said on";
}
