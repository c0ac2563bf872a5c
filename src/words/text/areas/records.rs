//! Records of each kind: a new one, and so many.

super::super::area::area! { "records" after super::forms::END;
    NEW_REGISTER = "New register";
    NEW_PARTY = "New party";
    NEW_MEMBERSHIP = "New membership";
    NEW_AGREEMENT = "New agreement";
    NEW_CONTACT = "New contact";
    NEW_CONTRIBUTION = "New contribution";
    NEW_MEETING = "New meeting";
    NEW_ACTION = "New action";
    NEW_PURCHASE = "New purchase";
    NEW_OUTREACH = "New outreach";
    NEW_REPORTED = "New reported figure";
    NEW_GROUP = "New working group";
    NEW_RATE = "New exchange rate";
    NEW_SOURCE = "New source";
    NEW_RELEASE = "New release";
    COUNT_REGISTER = "{count} {n|register|registers}";
    COUNT_PARTY = "{count} {n|party|parties}";
    COUNT_MEMBERSHIP = "{count} {n|membership|memberships}";
    COUNT_AGREEMENT = "{count} {n|agreement|agreements}";
    COUNT_CONTACT = "{count} {n|contact|contacts}";
    COUNT_CONTRIBUTION = "{count} {n|contribution|contributions}";
    COUNT_MEETING = "{count} {n|meeting|meetings}";
    COUNT_ACTION = "{count} {n|action|actions}";
    COUNT_PURCHASE = "{count} {n|purchase|purchases}";
    COUNT_OUTREACH = "{count} {n|approach|approaches}";
    COUNT_REPORTED = "{count} {n|reported figure|reported figures}";
    COUNT_GROUP = "{count} {n|working group|working groups}";
    COUNT_RATE = "{count} {n|exchange rate|exchange rates}";
    COUNT_SOURCE = "{count} {n|source|sources}";
    COUNT_RELEASE = "{count} {n|release|releases}";
}
