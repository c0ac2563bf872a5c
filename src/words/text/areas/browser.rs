//! What the browser refuses, in words.

super::super::area::area! { "browser" after super::desk::END;
    NO_DATABASE = "It has no database for pages.";
    NO_TEXT_IN_DATABASE = "The database holds what is no text.";
    FILE_UNREAD = "“{name}” could not be read: {reason}";
    FILE_NO_TEXT = "“{path}” is not a text.";
    SERVER_SAID = "The server answered {status}.";
    NOT_LOADED = "“{path}” could not be loaded. {reason}";
    FOLDER_CLOSED = "The browser does not let this page write to the folder “{folder}”. Press the button again and allow it, or choose another folder.";
    FOLDER_GONE = "The folder “{folder}” is not there any more. Connect the drive that it is on, or choose another folder.";
    NO_REASON = "The browser gave no reason.";
    NO_SERVICE_WORKERS = "This browser has no service workers.";
    NOTHING_DRAWN = "The browser drew nothing.";
    NO_STORAGE = "It has no storage for pages.";
    NO_TAB_STORAGE = "It has no storage for tabs.";
    NO_KEY_MAKER = "The part of Muster that makes keys could not be started. {reason}";
}
