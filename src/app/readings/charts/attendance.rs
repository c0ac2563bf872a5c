//! Who was at which meeting. What nobody wrote down is not stated, never absent.

use leptos::prelude::*;

use super::plot::{Drawing, Mark, SIGN};
use super::{Chart, key_of};
use crate::app::locale;
use crate::app::parts::here::Here;
use crate::app::parts::{say, titles};
use crate::app::route::Page;
use crate::figures::held;
use crate::figures::layout::{AttendanceCell, AttendanceMatrix, attendance};
use crate::register::{Arrange, Collection, Each, Id, Meeting, Presence, RecordKey, Register};
use crate::said;
use crate::words::labels;
use crate::words::text::areas::{charts as text, needs, pages};

/// The width of the names, and of a meeting; the height of the heads, and of a party: in pixels.
const NAMES: u32 = 150;
const WIDE: u32 = 62;
const HEAD: u32 = 40;
const TALL: u32 = 28;

/// The names of a chart's rows and columns.
struct Names {
    parties: Vec<String>,
    meetings: Vec<(String, String)>,
}

/// The chart of attendance, with its table.
pub fn chart(here: &Here) -> Chart {
    let members = here.members();
    let on = here.on();
    let title = text::ATTENDANCE_BY.said().to_owned();
    here.desk.read_in(&[Collection::Meetings, Collection::Parties], |register| {
        let meetings = held(register, None, on);
        let named =
            meetings.iter().filter_map(|held| register.meetings.get(&held.meeting)).flat_map(|meeting| {
                meeting
                    .attendance
                    .live()
                    .filter_map(|(_, line)| Some(line.party.as_ref()?.id().clone()))
                    .collect::<Vec<_>>()
            });
        let all: Each<Id> = members.counted.iter().chain(&members.disputed).cloned().chain(named).collect();
        let mut parties: Vec<(String, Id)> =
            all.into_iter().map(|id| (say::party(register, &id), id)).collect();
        let locale = locale();
        parties.arrange_by(|(a, _), (b, _)| locale.compare(a, b));
        let (names, ids): (Vec<_>, Vec<_>) = parties.into_iter().unzip();
        let matrix = attendance(register, &ids, &meetings, 1);
        let names = Names { parties: names, meetings: heads(register, &matrix) };
        let is_empty = matrix.meetings.is_empty() || matrix.parties.is_empty();
        Chart {
            sentence: sentence(&matrix, &names, &say::day(on)),
            unit: said!(text::ATTENDANCE_UNIT, day = say::day(on)),
            drawing: (!is_empty).then(|| drawing(&title, &matrix, &names)),
            table: if is_empty { ().into_any() } else { table(here, &title, &matrix, &names) },
            title,
        }
    })
}

/// The date and the title of each meeting.
fn heads(register: &Register, matrix: &AttendanceMatrix) -> Vec<(String, String)> {
    let head = |id: &Id| {
        let date = register.meetings.get(id).and_then(|meeting| meeting.date.as_ref()).map(say::date);
        (date.unwrap_or_default(), titles::title(register, &RecordKey::of::<Meeting>(id), &*locale()))
    };
    matrix.meetings.iter().map(|column| head(&column.held.meeting)).collect()
}

/// Whether a party is named among those who took part, be it stated how or not.
fn was_there(cell: &AttendanceCell) -> bool {
    cell.listed && !matches!(cell.presence, Presence::Absent | Presence::Excused)
}

/// What is on record of a party at a meeting.
fn said(cell: &AttendanceCell) -> String {
    match (cell.listed, cell.presence) {
        (false, _) => needs::NOT_STATED.said().to_owned(),
        (true, Presence::NotStated) => text::TOOK_PART.said().to_owned(),
        (true, presence) => choice(presence.word()),
    }
}

/// A choice inside a sentence.
fn choice(word: &str) -> String {
    labels::inside(labels::choice_label(word))
}

fn sentence(matrix: &AttendanceMatrix, names: &Names, day: &str) -> String {
    let meetings = matrix.meetings.len();
    if meetings == 0 {
        return said!(text::NO_MEETING_BY, day);
    }
    let cells = || matrix.cells.iter().flatten();
    let unknown = cells().filter(|cell| !cell.listed).count();
    let there = |column: usize| {
        matrix.cells.iter().filter_map(|row| row.get(column)).filter(|cell| was_there(cell)).count()
    };
    let fullest = (0..meetings).max_by_key(|column| (there(*column), std::cmp::Reverse(*column)));
    let fullest = fullest.filter(|column| there(*column) > 0).and_then(|column| {
        let (date, title) = names.meetings.get(column)?;
        Some(said!(text::FULLEST, meeting = title, date, n = there(column)))
    });
    let held = said!(text::HELD_BY, n = meetings, day, m = matrix.parties.len());
    let unstated = said!(text::UNSTATED, unknown = unknown.to_string(), all = cells().count().to_string());
    [Some(held), fullest, Some(unstated)].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// A date in two lines: what stands before the year, and the year with what stands behind it.
fn lines(date: &str) -> (&str, &str) {
    let year = date.char_indices().filter(|(_, letter)| *letter == ' ').map(|(at, _)| at).rfind(|at| {
        date.get(at.saturating_add(1)..)
            .is_some_and(|rest| rest.chars().take_while(char::is_ascii_digit).count() > 2)
    });
    year.and_then(|at| Some((date.get(..at)?, date.get(at.saturating_add(1)..)?))).unwrap_or((date, ""))
}

fn drawing(title: &str, matrix: &AttendanceMatrix, names: &Names) -> Drawing {
    let (columns, rows) = matrix.size;
    let middle = |x: u32| NAMES + x * WIDE + WIDE / 2;
    let heads = names.meetings.iter().zip(0_u32..).map(|((date, _), x)| {
        let (day, year) = lines(date);
        let at = middle(x).to_string();
        view! {
            <text class="t" x=at.clone() y="14" text-anchor="middle">{day.to_owned()}</text>
            <text class="t" x=at y="29" text-anchor="middle">{year.to_owned()}</text>
        }
    });
    let parties = names.parties.iter().zip(0_u32..).map(|(name, y)| {
        let top = HEAD + y * TALL;
        view! {
            <line class="grid" x1="0" x2=(NAMES + columns * WIDE).to_string() y1=top.to_string() y2=top.to_string() />
            <text x="0" y=(top + 18).to_string()>{name.clone()}</text>
        }
    });
    let marks = matrix.cells.iter().zip(&names.parties).flat_map(|(row, party)| {
        row.iter().zip(&names.meetings).map(move |(cell, (date, meeting))| {
            let presence = said(cell);
            let text = match cell.capacity.map(|capacity| choice(capacity.word())) {
                Some(capacity) => said!(text::WAS_AT_AS, party, meeting, date, presence, capacity),
                None => said!(text::WAS_AT, party, meeting, date, presence),
            };
            Mark { text, href: None, shape: place(cell, middle(cell.x), HEAD + cell.y * TALL + TALL / 2) }
        })
    });
    Drawing {
        label: title.to_owned(),
        height: usize::try_from(HEAD + rows * TALL + 2).unwrap_or_default(),
        least: NAMES + columns * WIDE,
        across: matrix.meetings.len(),
        marks: marks.collect(),
        back: view! { {heads.collect_view()} {parties.collect_view()} }.into_any(),
        key: vec![
            (sign(Some(Presence::Present)), choice(Presence::Present.word())),
            (sign(Some(Presence::NotStated)), text::TOOK_PART_UNSURE.said().to_owned()),
            (sign(Some(Presence::Remote)), choice(Presence::Remote.word())),
            (sign(Some(Presence::Absent)), text::EXCUSED_OR_ABSENT.said().to_owned()),
            (sign(None), needs::NOT_STATED.said().to_owned()),
        ],
    }
}

/// The sign of what is on record; a dot where nothing is.
fn shape(presence: Option<Presence>, x: u32, y: u32) -> AnyView {
    let square = |class: &'static str| {
        view! { <rect class=class x=(x - 7).to_string() y=(y - 7).to_string() width="14" height="14" /> }
    };
    match presence {
        None => view! { <circle class="unknown" cx=x.to_string() cy=y.to_string() r="1.5" /> }.into_any(),
        Some(Presence::Present) => square("there").into_any(),
        Some(Presence::NotStated) => view! {
            {square("named")}
            <rect class="there" x=(x - 3).to_string() y=(y - 3).to_string() width="6" height="6" />
        }.into_any(),
        Some(Presence::Remote) => view! {
            {square("named")}
            <rect class="there" x=(x - 7).to_string() y=(y - 7).to_string() width="7" height="14" />
        }.into_any(),
        Some(Presence::Excused | Presence::Absent) => view! {
            {square("named")}
            <line class="stroke" x1=(x - 7).to_string() y1=(y + 7).to_string() x2=(x + 7).to_string() y2=(y - 7).to_string() />
        }.into_any(),
    }
}

/// A sign of the key.
fn sign(presence: Option<Presence>) -> AnyView {
    shape(presence, SIGN, SIGN)
}

/// A place of the chart with its sign, as large as can be pointed at.
fn place(cell: &AttendanceCell, x: u32, y: u32) -> AnyView {
    view! {
        <rect class="hit" x=(x - WIDE / 2).to_string() y=(y - TALL / 2).to_string()
            width=WIDE.to_string() height=TALL.to_string() />
        {shape(cell.listed.then_some(cell.presence), x, y)}
    }
    .into_any()
}

fn table(here: &Here, title: &str, matrix: &AttendanceMatrix, names: &Names) -> AnyView {
    let heads = matrix.meetings.iter().zip(&names.meetings).map(|(column, (date, title))| {
        let href = here.href(Page::of(&RecordKey::of::<Meeting>(&column.held.meeting)));
        view! { <th scope="col"><a href=href title=title.clone()>{date.clone()}<span class="aloud">": "{title.clone()}</span></a></th> }
    });
    let rows = matrix.cells.iter().zip(matrix.parties.iter().zip(&names.parties)).map(|(row, (id, name))| {
        let href = here.href(Page::Member(id.to_string()));
        let cells = row.iter().map(|cell| {
            let capacity = cell.capacity.map(|capacity| choice(capacity.word()));
            view! { <td class:q=!cell.listed>{said(cell)}{capacity.map(|capacity| view! { <small>{capacity}</small> })}</td> }
        });
        view! { <tr><th scope="row">{key_of(Some(href), name.clone())}</th>{cells.collect_view()}</tr> }
    });
    let sums = (0..matrix.meetings.len()).map(|column| {
        let there =
            matrix.cells.iter().filter_map(|row| row.get(column)).filter(|cell| was_there(cell)).count();
        view! { <td>{there.to_string()}</td> }
    });
    view! {
        <div class="plot" role="region" aria-label=text::TABLE_OF_ATTENDANCE.said() tabindex="0">
            <table aria-label=title.to_owned()>
                <thead><tr><th scope="col">{pages::MEMBER.said()}</th>{heads.collect_view()}</tr></thead>
                <tbody>{rows.collect_view()}</tbody>
                <tfoot><tr><th scope="row">{text::NAMED_AS_PRESENT.said()}</th>{sums.collect_view()}</tr></tfoot>
            </table>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_breaks_before_its_year() {
        let check = |date: &str, expected: (&str, &str)| assert_eq!(lines(date), expected, "{date}");
        check("2 Feb 2024", ("2 Feb", "2024"));
        check("2 лют. 2024 р.", ("2 лют.", "2024 р."));
        check("Feb 2024", ("Feb", "2024"));
        check("2024", ("2024", ""));
        check("", ("", ""));
    }
}
