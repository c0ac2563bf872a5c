//! What others published about a meeting, attributed, with what comparing it with the register came to.

use super::press_amount;
use super::scribe::{Scribe, full_stop};
use super::tree::{Inline, Made, plain};
use crate::register::checks::capital;
use crate::register::{Arrange, Date, Day, Id, Lines, Meeting, RecordKey, ReportedFigure, Scope, Whose};
use crate::words::{and, labels};

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
        let said = press_amount(&amount, self.locale);
        let scope = match figure.scope {
            Some(Scope::Money) => " in money",
            Some(Scope::InKind) => " in kind",
            _ => "",
        };
        let by = match &figure.by {
            Some(by) => institution(by),
            None => and(&self.publishers(figure)),
        };
        let when = figure.date.as_ref().map(|date| format!(" {}", self.when(date))).unwrap_or_default();
        // Their word for it, where it says more than the rest of the sentence.
        let word = figure.word.as_deref().filter(|word| !scope.ends_with(word));
        let word = word.map(|word| format!(" (“{word}”)")).unwrap_or_default();
        let who = match (figure.by.is_some(), by.is_empty()) {
            (true, _) => format!("{by} spoke of"),
            (false, false) => format!("{by} reported"),
            (false, true) => "others reported".to_owned(),
        };
        let mut text = plain(capital(format!("{when} {who} {said}{scope}{word}").trim()));
        let verdict = self.verdict(id);
        let mut says = format!("Published: {}{scope}", self.locale.amount(&amount));
        if let Some(word) =
            figure.word.as_deref().or(figure.measure.map(|one| labels::choice_label(one.word())))
        {
            says.push_str(&format!(", in the word of the source “{word}”"));
        }
        let parties: Vec<Id> =
            figure.parties.values().filter_map(|one| Some(one.party.as_ref()?.id().clone())).collect();
        if figure.whose == Some(Whose::Named) && !parties.is_empty() {
            says.push_str(&format!(", of {}", self.all_in_prose(&parties)));
        }
        says.push('.');
        if let Some(because) = verdict.and_then(|verdict| verdict.because.as_deref()) {
            says.push(' ');
            says.push_str(&full_stop(because));
        }
        let key = RecordKey::of::<ReportedFigure>(id);
        let text_of = figure.date.as_ref().map(|date| format!(" of {}", self.date(date))).unwrap_or_default();
        let text_of = format!("Reported figure{text_of}: {}", self.locale.amount(&amount));
        let entries = vec![Made { text: text_of, key: Some(key), line: None }];
        let sources = self.cited(&figure.sources);
        let note = Inline::Note(self.notes.put(says, entries, sources));
        if let Some(verdict) = verdict {
            let words = verdict.words.trim().trim_end_matches('.');
            text.push(Inline::Plain(format!("; against this register it {words}")));
        }
        text.push(Inline::Plain(".".to_owned()));
        text.push(note);
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
