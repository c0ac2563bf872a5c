//! What is dropped on the page or pasted into it goes to the window that takes files in, which says what it is.

use leptos::prelude::{GetUntracked, Set};

use crate::app::browser::handed::{on_dropped, on_pasted};
use crate::app::desk::{Desk, Dialog};
use crate::app::dialogs::{Offered, PASTED, offer};
use crate::words::text::areas::keeping as text;

/// Begins, once for the page.
pub fn start(desk: Desk) {
    let is_free = move || desk.dialog.get_untracked().is_none();
    on_dropped(move |file| match file {
        Ok(file) if is_free() => {
            offer(Offered { name: file.name, bytes: file.bytes });
            desk.dialog.set(Some(Dialog::Import));
        }
        Ok(_) => desk.notice.set(text::WINDOW_IS_OPEN.said().to_owned()),
        Err(reason) => desk.notice.set(reason),
    });
    on_pasted(move |text| {
        // Cells of a spreadsheet have tabs between them; other text is nobody's table.
        if is_free() && text.contains('\t') {
            offer(Offered { name: PASTED.to_owned(), bytes: text.into_bytes() });
            desk.dialog.set(Some(Dialog::Import));
        }
    });
}
