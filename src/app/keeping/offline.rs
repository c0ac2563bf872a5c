//! The page without its server: kept by a service worker once nothing else is to be fetched, and given up for a
//! newer version only when a person asks for it and nothing is half typed.

use std::cell::Cell;
use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::app::browser::offline::{self as browser, Worker};
use crate::app::browser::page;
use crate::app::desk::{Desk, Saved};
use crate::words::text::areas::keeping as text;

/// How often it is looked at whether it is time to begin.
const LOOK: Duration = Duration::from_secs(1);
/// The rest of the program comes by itself; where a part of it never comes, it is not waited for any longer.
const LATE: u32 = 20;
/// A page that stays open asks so often whether there is a newer version.
const AGAIN: Duration = Duration::from_secs(60 * 60);

/// How the page is kept for use without its server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It is one file, and has no server.
    OneFile,
    /// It was built for development, and changes all the time.
    Draft,
    /// The browser has nothing to keep it with.
    Unable,
    /// The address switches it off.
    Off,
    /// It is being kept, or will be in a moment.
    Coming,
    /// It could not be kept.
    Refused,
    /// It is kept.
    Here,
}

/// What is known of a newer version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Newer {
    /// Nothing.
    None,
    /// It is fetched and waits.
    Waits,
    /// Another tab has taken it into use; this one still runs the version before.
    Taken,
}

/// What a worker says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// The name of its build.
    pub build: String,
    /// How many of its files it lacks.
    pub missing: usize,
    /// How many there are.
    pub all: usize,
}

/// What a worker has told the page.
#[derive(Debug, PartialEq, Eq)]
enum Word {
    Active(Told),
    Waiting(Told),
    Trouble(String),
}

impl Word {
    fn read(text: &str) -> Option<Self> {
        let (word, rest) = text.split_once(' ')?;
        let told = || {
            let mut parts = rest.split(' ');
            let build = parts.next()?.to_owned();
            Some(Told { build, missing: parts.next()?.parse().ok()?, all: parts.next()?.parse().ok()? })
        };
        match word {
            "active" => told().map(Word::Active),
            "waiting" => told().map(Word::Waiting),
            "trouble" => Some(Word::Trouble(rest.to_owned())),
            // A newer version may have more to say.
            _ => None,
        }
    }
}

/// How it stands with the page without its server. A handful of handles.
#[derive(Clone, Copy)]
pub struct Offline {
    desk: Desk,
    /// How the page is kept.
    pub standing: RwSignal<Standing>,
    /// Whether there is a newer version.
    pub newer: RwSignal<Newer>,
    /// What keeps the page, in its own words.
    pub active: RwSignal<Told>,
    /// What waits, in its own words.
    pub waiting: RwSignal<Told>,
    /// Why the page, or a newer version of it, could not be kept.
    pub trouble: RwSignal<String>,
    worker: StoredValue<Option<Worker>, LocalStorage>,
    has_asked: StoredValue<bool>,
}

thread_local! {
    static OFFLINE: Cell<Option<Offline>> = const { Cell::new(None) };
}

/// How it stands for this page, once that has begun.
pub fn offline() -> Option<Offline> {
    OFFLINE.get()
}

/// The name of the build that this page is.
pub fn build() -> Option<String> {
    page::root("data-build")
}

/// Whether this page is the one-file edition.
pub fn is_one_file() -> bool {
    page::root("data-edition").is_some()
}

/// Begins, once for the page.
pub fn start(desk: Desk) {
    let standing = match () {
        () if is_one_file() => Standing::OneFile,
        () if build().is_none() => Standing::Draft,
        () if !browser::is_possible() => Standing::Unable,
        () if browser::is_switched_off() => Standing::Off,
        () => Standing::Coming,
    };
    let offline = Offline {
        desk,
        standing: RwSignal::new(standing.clone()),
        newer: RwSignal::new(Newer::None),
        active: RwSignal::default(),
        waiting: RwSignal::default(),
        trouble: RwSignal::default(),
        worker: StoredValue::new_local(None),
        has_asked: StoredValue::new(false),
    };
    OFFLINE.set(Some(offline));
    match standing {
        Standing::Off => spawn_local(browser::remove()),
        Standing::Coming => offline.begin_in_time(),
        _ => {}
    }
}

impl Offline {
    /// Begins when the first edit is saved or all of the program is here: before, it would only be in the way.
    fn begin_in_time(self) {
        let (looks, clock) = (Cell::new(0_u32), std::rc::Rc::new(Cell::new(None::<IntervalHandle>)));
        let own = std::rc::Rc::clone(&clock);
        let look = move || {
            looks.set(looks.get().saturating_add(1));
            let is_saved = self.desk.written.get_untracked() > 0;
            let is_whole = page::root("data-whole").is_some();
            let is_late = page::root("data-ready").is_some() && looks.get() > LATE;
            if (is_saved || is_whole || is_late)
                && let Some(clock) = own.take()
            {
                clock.clear();
                spawn_local(self.begin());
            }
        };
        clock.set(set_interval_with_handle(look, LOOK).ok());
    }

    async fn begin(self) {
        browser::on_message(move |text| match Word::read(text) {
            Some(Word::Active(told)) => self.active.set(told),
            Some(Word::Waiting(told)) => self.waiting.set(told),
            Some(Word::Trouble(reason)) => self.trouble.set(reason),
            None => {}
        });
        browser::on_other(move || self.is_taken());
        match Worker::register().await {
            Ok(worker) => {
                browser::name_manifest();
                self.worker.set_value(Some(worker.clone()));
                worker.on_change(move || self.look());
                page::every(AGAIN, move || {
                    spawn_local(async move {
                        // Without its server there is nothing newer to be had.
                        let _ = self.ask_server().await;
                    });
                });
            }
            Err(reason) => {
                self.trouble.set(reason);
                self.standing.set(Standing::Refused);
            }
        }
    }

    /// Looks at where the workers stand.
    fn look(self) {
        let Some(worker) = self.worker.get_value() else { return };
        let now = worker.standing();
        self.standing.set(match (now.is_here, now.is_coming || now.is_waiting) {
            (true, _) => Standing::Here,
            (false, true) => Standing::Coming,
            (false, false) => Standing::Refused,
        });
        if now.is_here {
            worker.tell("active", "who active");
            if now.is_waiting {
                worker.tell("waiting", "who waiting");
                self.newer.set(Newer::Waits);
            }
        }
    }

    /// Asks the server whether it has a newer version, and whether one is being fetched then.
    ///
    /// # Errors
    /// What the browser says; none is asked while nothing keeps the page.
    pub async fn ask_server(self) -> Option<Result<bool, String>> {
        let worker = self.worker.get_value().filter(|worker| worker.standing().is_here)?;
        let asked = worker.look().await;
        self.look();
        Some(asked.map(|()| worker.standing().is_coming))
    }

    /// Takes the newer version into use, and loads the page with it.
    ///
    /// # Errors
    /// A sentence that says what would be lost.
    pub fn take(self) -> Result<(), String> {
        may_load(&self.desk)?;
        self.has_asked.set_value(true);
        let is_told = self.newer.get_untracked() == Newer::Waits
            && self.worker.get_value().is_some_and(|worker| worker.tell("waiting", "use"));
        if !is_told {
            browser::reload();
        }
        Ok(())
    }

    /// Another version has taken over.
    fn is_taken(self) {
        if self.has_asked.get_value() && may_load(&self.desk).is_ok() {
            browser::reload();
        } else {
            self.newer.set(Newer::Taken);
        }
    }
}

/// Whether nothing would be lost if the page were loaded now.
fn may_load(desk: &Desk) -> Result<(), String> {
    if desk.dialog.with_untracked(Option::is_some) || browser::has_typed() {
        return Err(text::TYPED_NOT_SAVED.said().to_owned());
    }
    let is_at_risk = desk.saved.with_untracked(|saved| match saved {
        Saved::Unsaved(_) => true,
        Saved::Memory(_) => !desk.is_passing(),
        Saved::Browser(_) | Saved::Disk(_) => false,
    });
    if is_at_risk {
        return Err(text::EDIT_NOT_SAVED.said().to_owned());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_workers_say_is_read_and_nothing_else() {
        let told = |build: &str| Told { build: build.to_owned(), missing: 1, all: 40 };
        let check = |text: &str, expected| assert_eq!(Word::read(text), expected, "{text}");
        check("active 0a1b 1 40", Some(Word::Active(told("0a1b"))));
        check("waiting 0a1b 1 40", Some(Word::Waiting(told("0a1b"))));
        check("trouble “a.js” is away.", Some(Word::Trouble("“a.js” is away.".to_owned())));
        for other in ["", "active", "active 0a1b", "active 0a1b x 40", "cheer up"] {
            check(other, None);
        }
    }
}
