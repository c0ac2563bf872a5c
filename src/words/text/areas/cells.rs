//! Cells of a list that are edited in place, and blocks that are pasted into them.

super::super::area::area! { "cells" after super::lists::END;
    EDIT_CELLS = "Edit cells";
    HOW = "Arrows move from cell to cell. Enter or F2 opens a cell and typing writes over it; Enter and Tab keep what was typed, Escape leaves the cell as it was, Delete empties it. A block that was copied from a spreadsheet is pasted by Ctrl+V.";
    EDITOR = "{column}, {row}";
    WORKED_OUT = "It is worked out from other facts, so that it is not typed here.";
    MADE_OF = "It is made of several fields of the record; edit them on its page.";
    NO_ENTRY = "There is no entry yet; add one on the page of the record.";
    SEVERAL_ENTRIES = "It has several entries; edit them on the page of the record.";
    NO_GIVER = "No giver is on record yet; add one on the page of the record.";
    SEVERAL_GIVERS = "It has several givers; edit them on the page of the record.";
    PASTE = "Paste into the list";
    WOULD_CHANGE = "{^n} {n|cell|cells} would change, in {rows} {rows|row|rows}.";
    NOTHING_CHANGES = "Nothing would change.";
    WRONG = "{^n} {n|cell|cells} cannot be taken as {n|it stands|they stand}; the reason is said at {n|it|each of them}.";
    LEAVE_OUT = "Leave out what cannot be taken";
    HEADS_PASSED_OVER = "The first line has the heads of the columns and is passed over.";
    ROWS_BEYOND = "{^n} {n|row|rows} beyond the end of the list {n|is|are} left out; new records are made by a table that is imported.";
    COLUMNS_BEYOND = "{^n} {n|column|columns} beyond the last one shown {n|is|are} left out.";
    TOO_MANY = "{^n} {n|row|rows} more {n|is|are} left out: up to {most} rows are pasted at once.";
    ROW = "Row";
    COLUMN = "Column";
    BEFORE = "Before";
    AFTER = "After";
    EMPTY = "empty";
    MORE_CHANGES = "and {n} more {n|cell|cells}";
    CHANGED = "{^n} {n|cell is|cells are} changed. Undo takes it back.";
    NOT_OF_THE_LIST = "“{typed}” is none of these: {names}.";
    NO_AREAS = "“{typed}” names no area: the register has none yet. They are set under Settings.";
    NEITHER = "“{typed}” is neither “{yes}” nor “{no}”.";
    NOT_PASTED = "This field takes no pasted text; edit it on the page of the record.";
}
