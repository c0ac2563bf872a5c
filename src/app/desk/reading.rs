//! What the desk shows: the register, the day and the currency in which it is read.

use leptos::prelude::*;

use super::Desk;
use crate::app::registers;
use crate::figures::valid_on;
use crate::register::{Collection, Currency, Date, Day, RecordKey, Register};

impl Desk {
    /// Reads the register, again whenever anything in it changes. With “known on” set it is the register as it
    /// was written by then.
    pub fn read<T>(&self, read: impl FnOnce(&Register) -> T) -> T {
        self.revision.track();
        self.known.track();
        self.look(read)
    }

    /// Reads the register, again whenever one of these collections changes.
    pub fn read_in<T>(&self, collections: &[Collection], read: impl FnOnce(&Register) -> T) -> T {
        self.collections.with_value(|all| {
            collections.iter().filter_map(|collection| all.get(collection)).for_each(|signal| signal.track());
        });
        self.open.track();
        self.known.track();
        self.look(read)
    }

    /// Reads the register once.
    pub fn look<T>(&self, read: impl FnOnce(&Register) -> T) -> T {
        if let Some(known) = self.known.get_untracked() {
            return read(&known);
        }
        self.held.with_value(|held| match held {
            Some(held) => read(&held.register),
            None => read(&Register::default()),
        })
    }

    /// The register's name as it is now, whatever day the page looks back from.
    pub fn name(&self) -> String {
        self.collections.with_value(|all| {
            if let Some(signal) = all.get(&Collection::Register) {
                signal.track();
            }
        });
        self.open.track();
        self.held
            .with_value(|held| held.as_ref().map(|held| registers::title(&held.register)).unwrap_or_default())
    }

    /// Today in the reader's time zone.
    pub fn today(&self) -> Day {
        self.today.get()
    }

    /// The day on which figures stand: `?on`, else the earlier of today and “complete to”.
    pub fn on(&self) -> Day {
        let [on, ..] = self.asked.get_value();
        let today = self.today();
        match on.get().as_deref().and_then(date) {
            Some(date) => date.last(),
            None => self.read_in(&[Collection::Register], |register| valid_on(register, today)),
        }
    }

    /// The day of publication up to which facts are taken, if one is asked for.
    pub fn published(&self) -> Option<Day> {
        let [_, published, _] = self.asked.get_value();
        published.get().as_deref().and_then(date).map(|date| date.last())
    }

    /// The reporting currency: `?cur`, else the register's own, else the euro.
    pub fn currency(&self) -> Currency {
        let [.., currency] = self.asked.get_value();
        currency.get().and_then(|code| Currency::parse(&code).ok()).unwrap_or_else(|| {
            self.read_in(&[Collection::Register], |register| {
                let own = register.coalition.get(&RecordKey::own().id);
                own.and_then(|own| own.currency).unwrap_or(Currency::EUR)
            })
        })
    }
}

fn date(text: &str) -> Option<Date> {
    Date::parse(text).ok()
}
