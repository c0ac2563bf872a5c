//! Time zones whose rules are the same for many years: those of Europe, some of America and Asia.
//!
//! A zone that stands in a file stands there with its rules. A list of all zones of the world and their past would be
//! larger than the rest of the format; what is not here is told in words.

use super::lines::Lines;

/// When clocks are put forward and back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rule {
    /// On the last Sundays of March and October, at one o'clock in UTC.
    Europe,
    /// On the second Sunday of March and the first of November, at two o'clock.
    America,
    /// Never.
    Never,
}

impl Rule {
    /// The first year that lies under it as a whole in all its zones.
    fn since(self) -> i32 {
        match self {
            Rule::Europe => 1997,
            Rule::America => 2008,
            Rule::Never => 2017,
        }
    }
}

/// A time zone: its name, by how many hours its standard time differs from UTC, and its rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Zone {
    /// The name that the world's database of time zones has for it.
    pub name: &'static str,
    hours: i32,
    rule: Rule,
}

macro_rules! zones {
    ($($rule:ident $hours:literal: $($name:literal)+;)*) => {
        /// All zones.
        pub const ZONES: &[Zone] = &[$($(Zone { name: $name, hours: $hours, rule: Rule::$rule },)+)*];
    };
}

zones! {
    Europe 0: "Europe/Dublin" "Europe/Lisbon" "Europe/London";
    Europe 1: "Europe/Amsterdam" "Europe/Belgrade" "Europe/Berlin" "Europe/Bratislava" "Europe/Brussels"
        "Europe/Budapest" "Europe/Copenhagen" "Europe/Ljubljana" "Europe/Luxembourg" "Europe/Madrid" "Europe/Malta"
        "Europe/Monaco" "Europe/Oslo" "Europe/Paris" "Europe/Podgorica" "Europe/Prague" "Europe/Rome" "Europe/Sarajevo"
        "Europe/Skopje" "Europe/Stockholm" "Europe/Tirane" "Europe/Vaduz" "Europe/Vienna" "Europe/Warsaw"
        "Europe/Zagreb" "Europe/Zurich";
    Europe 2: "Asia/Nicosia" "Europe/Athens" "Europe/Bucharest" "Europe/Helsinki" "Europe/Kiev" "Europe/Kyiv"
        "Europe/Riga" "Europe/Sofia" "Europe/Tallinn" "Europe/Vilnius";
    America -8: "America/Los_Angeles" "America/Vancouver";
    America -7: "America/Denver";
    America -6: "America/Chicago";
    America -5: "America/New_York" "America/Toronto";
    America -4: "America/Halifax";
    Never 0: "Atlantic/Reykjavik";
    Never 3: "Europe/Istanbul";
    Never 4: "Asia/Dubai";
    Never 8: "Asia/Singapore";
    Never 9: "Asia/Seoul" "Asia/Tokyo";
}

impl Zone {
    /// The zone of that name, if its rule holds in that year.
    pub fn of(name: &str, year: i32) -> Option<&'static Zone> {
        ZONES.iter().find(|zone| zone.name == name && year >= zone.rule.since())
    }

    /// Its rules as a component.
    pub fn write(&self, lines: &mut Lines) {
        lines.component("VTIMEZONE", |lines| {
            lines.property("TZID", self.name);
            let summer = self.hours.saturating_add(1);
            // At one o'clock in UTC the clocks of a zone show its own hours more.
            let at = |hours: i32| format!("{:02}0000", hours.saturating_add(1));
            match self.rule {
                Rule::Never => observance(lines, "STANDARD", "19700101T000000", "", [self.hours; 2]),
                Rule::Europe => {
                    let (forward, back) = (at(self.hours), at(summer));
                    let (march, october) = ("BYMONTH=3;BYDAY=-1SU", "BYMONTH=10;BYDAY=-1SU");
                    observance(
                        lines,
                        "DAYLIGHT",
                        &format!("19960331T{forward}"),
                        march,
                        [self.hours, summer],
                    );
                    observance(lines, "STANDARD", &format!("19961027T{back}"), october, [summer, self.hours]);
                }
                Rule::America => {
                    let (march, november) = ("BYMONTH=3;BYDAY=2SU", "BYMONTH=11;BYDAY=1SU");
                    observance(lines, "DAYLIGHT", "20070311T020000", march, [self.hours, summer]);
                    observance(lines, "STANDARD", "20071104T020000", november, [summer, self.hours]);
                }
            }
        });
    }
}

fn observance(lines: &mut Lines, name: &str, start: &str, rule: &str, [from, to]: [i32; 2]) {
    lines.component(name, |lines| {
        lines.property("DTSTART", start);
        if !rule.is_empty() {
            lines.property("RRULE", &format!("FREQ=YEARLY;{rule}"));
        }
        lines.property("TZOFFSETFROM", &offset(from));
        lines.property("TZOFFSETTO", &offset(to));
    });
}

fn offset(hours: i32) -> String {
    let sign = if hours < 0 { '-' } else { '+' };
    format!("{sign}{:02}00", hours.unsigned_abs())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zone_stands_with_its_rules() {
        let mut lines = Lines::default();
        Zone::of("Europe/Tallinn", 2024).unwrap().write(&mut lines);
        let file = lines.done();
        for line in
            ["DTSTART:19960331T030000", "DTSTART:19961027T040000", "TZOFFSETFROM:+0300", "TZOFFSETTO:+0200"]
        {
            assert!(file.contains(line), "{file}");
        }
    }

    #[test]
    fn a_zone_or_a_year_that_is_not_known_has_none() {
        assert_eq!(Zone::of("Mars/Olympus", 2024), None);
        assert_eq!(Zone::of("Europe/Tallinn", 1990), None);
    }
}
