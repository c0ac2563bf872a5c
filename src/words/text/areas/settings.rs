//! The page of settings.

super::super::area::area! { "settings" after super::pages::END;
    ABOUT = "What “{name}” is about, and by which rules it counts.";
    THE_REGISTER = "The register";
    EDIT = "Edit the register";
    RATES = "Exchange rates";
    BESIDE = "Kept beside it";
    THIS_BROWSER = "This browser";
    NO_NAME = "No name stands on changes made in this browser.";
    NAMED = "Changes made in this browser say: {who}.";
    LANGUAGE = "Language";
    LOOK = "Look";
    AS_SYSTEM = "As the system";
    LIGHT = "Light";
    DARK = "Dark";
    ASIDE = "Set aside";
    ASIDE_MEANS = "What could not be read is kept as it is and counts nowhere. The page “Rescue” has all raw keys.";
    ALL_HERE = "All that it held is here again.";
    MISSING = "Missing from here: {what}.";
    ONE_CHANGE = "change {first} of {replica}";
    CHANGES = "changes {first} to {last} of {replica}";
}
