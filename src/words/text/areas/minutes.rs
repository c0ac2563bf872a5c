//! The minutes of a meeting: how far they are, and the texts that were kept.

super::super::area::area! { "minutes" after super::roadmap::END;
    READ_NOW = "Read them as the register has them now";
    VERSION_APPROVED = "Version {number}, approved";
    CIRCULATED_TEXT = "Circulated text {number}";
    KEPT_TEXT = "Kept text {number}";
    ARE_DRAFT = "They are a draft.";
    CIRCULATED = "Circulated, not approved yet.";
    CIRCULATED_ON = "Circulated on {date}, not approved yet.";
    APPROVED = "Approved; the text that was approved stands.";
    APPROVED_ON = "Approved on {date}; the text that was approved stands.";
    CHANGED_APPROVED = "The record was changed after approval.";
    CHANGED_CIRCULATED = "The record was changed after it was circulated.";
    KEPT_STAYS = "The text that was kept stays as it is. This is what differs:";
    WHAT_DIFFERS = "What differs";
    WAS = "Was:";
    IS_NOW = "Is now:";
    SAME_LINES = "… {n} {n|line is|lines are} the same";
    CIRCULATE = "Circulate";
    CIRCULATE_AGAIN = "Circulate again";
    APPROVE = "Approve";
    APPROVE_NEW = "Approve a new version";
    KEEP_APPROVED = "Keep the approved text";
    BACK_TO_DRAFT = "Back to draft";
    RATES_COMING = "Exchange rates are being fetched.";
    UNDATED = "The meeting {id} has no date; give it one, and its minutes can be kept.";
    TEXTS_KEPT = "Texts that were kept";
    TEXT = "Text";
    KEPT_ON = "Kept on";
    ALTERED = "The text is not the one that was kept: its SHA-256 is another one";
    NOW_APPROVED = "Approved. The text stands as it is from now on.";
    NOW_CIRCULATED = "Circulated. The text that was sent is kept.";
    NOW_DRAFT = "A draft again. What was circulated stays readable.";
}
