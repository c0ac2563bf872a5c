//! What others published about a meeting, attributed, with what comparing it with the register came to.

use super::press_amount;
use super::scribe::{Scribe, full_stop};
use super::tree::{Inline, Made, plain};
use crate::register::{Arrange, Date, Day, Id, Lines, Meeting, RecordKey, ReportedFigure, Scope, Whose};
use crate::said;
use crate::words::text::areas::communique as says;
use crate::words::text::areas::notes;
use crate::words::text::language;
use crate::words::{Language, and, labels};

impl Scribe<'_> {
    /// The sums that were published of a meeting: those that name it, and those of its days.
    pub fn claims(&mut self, id: &Id, meeting: &Meeting) {
        let days = days_of(meeting);
        let of_meeting = |figure: &ReportedFigure| figure.meeting.as_ref().map(|other| other.id() == id);
        let on_its_days = |figure: &ReportedFigure| {
            figure.date.as_ref().is_some_and(|date| date.is_day() && days.contains(&date.last()))
        };
        let mut found: Vec<(Id, ReportedFigure)> = Vec::new();
        for (key, figure) in self.register.reported.live() {
            if figure.amount.is_some() && of_meeting(figure).unwrap_or_else(|| on_its_days(figure)) {
                found.push((key.clone(), ReportedFigure::clone(figure)));
            }
        }
        // What speaks of the meeting itself comes first.
        found.arrange_by(|(a, x), (b, y)| (x.meeting.is_none(), a).cmp(&(y.meeting.is_none(), b)));
        for (key, figure) in found {
            self.claim(&key, &figure);
        }
    }

    fn claim(&mut self, id: &Id, figure: &ReportedFigure) {
        let Some(amount) = figure.amount else { return };
        let scoped = |sum: String| match figure.scope {
            Some(Scope::Money) => said!(says::IN_MONEY, sum),
            Some(Scope::InKind) => said!(says::IN_KIND, sum),
            _ => sum,
        };
        let sum = scoped(press_amount(&amount, self.locale));
        // Their word for it, where it says more than the rest of the sentence.
        let scope = match figure.scope {
            Some(Scope::Money) => says::IN_MONEY.english(),
            Some(Scope::InKind) => says::IN_KIND.english(),
            _ => "",
        };
        let word = figure.word.as_deref().filter(|word| !scope.ends_with(word));
        let word = word.map(|word| said!(says::THEIR_WORD, word)).unwrap_or_default();
        let found = self.verdict(id);
        let verdict = found.map(|found| found.words.trim().trim_end_matches('.'));
        let verdict = verdict.map(|verdict| said!(says::AGAINST, verdict)).unwrap_or_default();
        let by = match &figure.by {
            Some(by) => institution(by),
            None => and(&self.publishers(figure)),
        };
        let when = figure.date.as_ref().map(|date| self.when(date));
        let mut text = plain(match (figure.by.is_some(), by.is_empty(), when) {
            (true, _, None) => said!(says::SPOKE_OF, by, sum, word, verdict),
            (true, _, Some(when)) => said!(says::SPOKE_OF_WHEN, when, by, sum, word, verdict),
            (false, false, None) => said!(says::REPORTED, by, sum, word, verdict),
            (false, false, Some(when)) => said!(says::REPORTED_WHEN, when, by, sum, word, verdict),
            (false, true, None) => said!(says::OTHERS_REPORTED, sum, word, verdict),
            (false, true, Some(when)) => said!(says::OTHERS_REPORTED_WHEN, when, sum, word, verdict),
        });
        let stated = self.locale.amount(&amount);
        let word = figure.word.as_deref().or(figure.measure.map(|one| labels::choice_label(one.word())));
        let word = word.map(|word| said!(notes::IN_THE_WORD, word)).unwrap_or_default();
        let parties: Vec<Id> =
            figure.parties.values().filter_map(|one| Some(one.party.as_ref()?.id().clone())).collect();
        let of = match figure.whose == Some(Whose::Named) && !parties.is_empty() {
            true => said!(notes::OF_PARTIES, names = self.all_in_prose(&parties)),
            false => String::new(),
        };
        let mut note = said!(notes::PUBLISHED, sum = scoped(stated.clone()), word, of);
        if let Some(because) = found.and_then(|found| found.because.as_deref()) {
            note.push_str(&format!(" {}", full_stop(because)));
        }
        let made = match &figure.date {
            Some(date) => said!(notes::REPORTED_OF, date = self.date(date), amount = stated),
            None => said!(notes::REPORTED, amount = stated),
        };
        let key = Some(RecordKey::of::<ReportedFigure>(id));
        let entries = vec![Made { text: made, key, line: None }];
        let sources = self.cited(&figure.sources);
        text.push(Inline::Note(self.notes.put(note, entries, sources)));
        self.paragraph(text);
    }

    fn publishers(&self, figure: &ReportedFigure) -> Vec<String> {
        let mut names = Vec::new();
        for line in figure.sources.values() {
            let source = line.source.as_ref().and_then(|id| self.register.sources.get(id.id()));
            let name = source.and_then(|source| source.publisher.clone());
            if let Some(name) = name.map(|name| institution(&name)).filter(|name| !names.contains(name)) {
                names.push(name);
            }
        }
        names
    }
}

/// The days on which a meeting may have been, other readings included.
pub(super) fn days_of(meeting: &Meeting) -> Vec<Day> {
    let mut days: Vec<Day> = Vec::new();
    let mut put = |date: &Date| days.extend(date.is_day().then(|| date.last()));
    meeting.date.iter().for_each(&mut put);
    other_dates(&meeting.readings).iter().for_each(&mut put);
    days
}

/// What others give as the date.
pub(super) fn other_dates(readings: &Lines<crate::register::Reading>) -> Vec<Date> {
    let dates = readings.values().filter(|reading| reading.field.as_deref() == Some("date"));
    let mut dates: Vec<Date> =
        dates.filter_map(|reading| Date::parse(reading.value.as_ref()?.0.as_str()?).ok()).collect();
    dates.arrange();
    dates.dedup();
    dates
}

/// The name of an office inside a sentence, with its article.
fn institution(name: &str) -> String {
    const OFFICES: [&str; 9] = [
        "Agency",
        "Chancellery",
        "Commission",
        "Council",
        "Embassy",
        "Government",
        "Minister",
        "Ministry",
        "Parliament",
    ];
    let name = name.trim();
    let is_office = name.split([' ', ',']).any(|word| OFFICES.contains(&word));
    let is_office = is_office && language() == Language::English;
    if is_office && !name.starts_with("The ") { format!("the {name}") } else { name.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offices_take_an_article() {
        assert_eq!(institution("Estonian Ministry of Defence"), "the Estonian Ministry of Defence");
        assert_eq!(institution("Babel"), "Babel");
        assert_eq!(institution("The Baltic Times"), "The Baltic Times");
    }
}
