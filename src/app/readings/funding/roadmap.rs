//! The years ahead: what is planned, what is needed, what lies between; and money of past years that lapsed.

use leptos::prelude::*;
use rust_decimal::Decimal;

use super::{READS, Sum, contribution, number_head, purchase, want_rates};
use crate::app::desk::Desk;
use crate::app::parts::here::{Here, here};
use crate::app::parts::say;
use crate::app::parts::told::told;
use crate::figures::{Lapse, Lapsed, Money, Planned, Roadmap, YearAhead, coverage, roadmap};
use crate::register::{Collection, Currency, Date, Register};
use crate::said;
use crate::words::labels;
use crate::words::text::areas::{amounts, charts, needs as funding, parts, roadmap as text};
use crate::words::text::{Put, Text};

/// Planned money beside needs, year by year, and what lapsed.
#[component]
pub fn RoadmapView() -> impl IntoView {
    let here = here();
    let asked = Memo::new(move |_| here.desk.address.with(|address| address.param("year").and_then(read)));
    move || {
        let (counted, asked) = (here.counted(), asked.get());
        here.desk.read_in(&READS, |register| {
            let count = counted.count();
            let all = roadmap(register, &count);
            let years = all.ahead(counted.query.on);
            let lacking = years.iter().any(|one| one.not_in > 0 || one.covered.unconverted > 0);
            want_rates(lacking || all.lapsed.iter().any(|one| one.converted.is_none()));
            if years.is_empty() && all.lapsed.is_empty() {
                return empty();
            }
            let records = asked.filter(|asked| years.iter().any(|one| one.year == *asked)).map(|asked| {
                let needs = coverage(register, &count).needs;
                let needs = all.needs.iter().filter(|one| one.year == asked).flat_map(|one| {
                    needs.iter().filter(|need| one.purchases.contains(&need.purchase)).cloned()
                });
                records(&here, register, &all, asked, needs.collect())
            });
            view! {
                <p class="point">{sentence(&years, &all, &here)}</p>
                {table(&here, &years)}
                {records}
                {lapsed(&here, register, &all)}
            }
            .into_any()
        })
    }
}

/// A year of the address: a number, or “none” for what has no date.
fn read(word: &str) -> Option<Option<i32>> {
    if word == "none" { Some(None) } else { word.parse().ok().map(Some) }
}

fn word(year: Option<i32>) -> String {
    year.map_or_else(|| "none".to_owned(), |year| year.to_string())
}

fn name(year: Option<i32>) -> String {
    year.map_or_else(|| text::WITHOUT_DATE.said().to_owned(), |year| year.to_string())
}

fn empty() -> AnyView {
    view! {
        <p class="point">{text::NOTHING.said()}</p>
        <p class="empty">{text::NOTHING_MEANS.said()}</p>
    }
    .into_any()
}

/// The point: planned against needed over all years, and how much lapsed.
fn sentence(years: &[YearAhead], all: &Roadmap, here: &Here) -> AnyView {
    let query = here.query();
    let money = |value: Decimal| say::money(value, query.currency);
    let total = |get: fn(&YearAhead) -> Decimal| {
        years.iter().map(get).try_fold(Decimal::ZERO, |sum, value| sum.checked_add(value)).unwrap_or_default()
    };
    let (planned, to_fund) = (total(|one| one.to_come), total(|one| one.covered.to_fund));
    let short: Vec<String> =
        years.iter().filter(|one| one.gap > Decimal::ZERO).map(|one| year_gap(one, query.currency)).collect();
    let gap = match short.as_slice() {
        [] if to_fund.is_zero() => String::new(),
        [] => format!(" {}", text::NO_GAP.said()),
        short => format!(" {}", said!(text::GAPS, years = say::and(short))),
    };
    let lapsed = match all.lapsed.len() {
        0 => String::new(),
        n => format!(" {}", said!(text::SUMS_LAPSED, n, sum = money(lapsed_total(all)))),
    };
    let sum = |of: &'static str, value: Decimal| {
        view! { <Sum of money=Money { value, currency: query.currency } on=query.on /> }.into_any()
    };
    let day = say::day(query.on);
    let parts = [("planned", sum("planned", planned)), ("to_fund", sum("to-fund", to_fund))];
    view! { {told(text::POINT, &[("day", day.arg())], parts)}{gap}{lapsed} }.into_any()
}

fn year_gap(one: &YearAhead, currency: Currency) -> String {
    let sum = say::money(one.gap, currency);
    match one.year {
        Some(year) => said!(text::IN_YEAR, year = year.to_string(), sum),
        None => said!(text::IN_NO_YEAR, sum),
    }
}

fn lapsed_total(all: &Roadmap) -> Decimal {
    let sums = all.lapsed.iter().filter_map(|one| one.converted);
    sums.into_iter().try_fold(Decimal::ZERO, |sum, value| sum.checked_add(value)).unwrap_or_default()
}

fn table(here: &Here, years: &[YearAhead]) -> AnyView {
    let query = here.query();
    let caption = said!(funding::SUMS_IN, currency = query.currency.code(), day = say::day(query.on));
    let heads = [text::PLANNED, text::NEEDED, funding::TO_FUND, text::GAP].map(Text::said);
    let [planned, needed, to_fund, gap_head] = heads;
    let sum = |of: &'static str, value: Decimal| {
        view! { <Sum of money=Money { value, currency: query.currency } on=query.on plain=true /> }
    };
    let rows = years.iter().map(|one| {
        let not_in = one.not_in;
        let without = (not_in > 0)
            .then(|| view! { <small>{said!(text::ENTRIES_WITHOUT_SUM, n = not_in)}</small> });
        let unvalued = one.covered.without_value;
        let unvalued = (unvalued > 0)
            .then(|| view! { <small>{said!(text::VALUES_WITHOUT, n = unvalued)}</small> });
        let passed =
            (one.to_come != one.planned).then(|| view! { <small>{text::YEAR_PASSED.said()}</small> });
        let gap = match one.gap < Decimal::ZERO {
            true => view! { {sum("gap", one.gap)}<small>{text::MORE_PLANNED.said()}</small> }.into_any(),
            false => sum("gap", one.gap).into_any(),
        };
        let desk = here.desk;
        let year = word(one.year);
        view! {
            <tr data-id=year.clone()>
                <td><a href=open_year(desk, &year)>{name(one.year)}</a><small>{said!(text::NEEDS, n = one.needs)}</small></td>
                <td class="n" data-label=planned>{sum("planned", one.planned)}{passed}{without}</td>
                <td class="n" data-label=needed>{sum("needed", one.covered.value)}{unvalued}</td>
                <td class="n" data-label=to_fund>{sum("to-fund", one.covered.to_fund)}</td>
                <td class="n" data-label=gap_head>{gap}</td>
            </tr>
        }
    });
    let count = years.len().saturating_add(1).to_string();
    view! {
        <table class="list" aria-label=text::BY_YEAR.said() aria-rowcount=count>
            <caption>{caption}</caption>
            <thead><tr><th scope="col">{charts::YEAR.said()}</th>{heads.map(number_head).collect_view()}</tr></thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
        <p class="why">{text::MEANS.said()}</p>
    }
    .into_any()
}

fn open_year(desk: Desk, year: &str) -> String {
    desk.address.with_untracked(|address| address.clone().with("year", year).to_string())
}

/// The planned entries and the needs of one year.
fn records(
    here: &Here,
    register: &Register,
    all: &Roadmap,
    year: Option<i32>,
    needs: Vec<crate::figures::Need>,
) -> AnyView {
    let currency = here.query().currency;
    let planned: Vec<_> = all
        .planned
        .iter()
        .filter(|one| one.year == year)
        .map(|one| view! { <li>{planned_line(here, register, one, currency)}</li> })
        .collect();
    let needs: Vec<_> = needs
        .iter()
        .map(|need| {
            let left = match need.covered.without_value {
                0 => said!(funding::SUM_TO_FUND, sum = say::money(need.covered.to_fund, currency)),
                _ => funding::VALUE_NOT_STATED.said().to_owned(),
            };
            view! { <li>{purchase(here, register, &need.purchase)}": "{left}</li> }
        })
        .collect();
    let none = |is_empty: bool| is_empty.then(|| view! { <li class="q">{funding::NONE.said()}</li> });
    view! {
        <section class="two" aria-label=said!(text::RECORDS_OF, year = name(year))>
            <div><h2>{said!(text::PLANNED_OF, year = name(year))}</h2><ul class="plain">{none(planned.is_empty())}{planned}</ul></div>
            <div><h2>{said!(text::NEEDED_OF, year = name(year))}</h2><ul class="plain">{none(needs.is_empty())}{needs}</ul></div>
        </section>
    }
    .into_any()
}

fn planned_line(here: &Here, register: &Register, one: &Planned, currency: Currency) -> AnyView {
    let step = one.kind.map_or(funding::STEP_NOT_STATED.said(), |kind| labels::choice_label(kind.word()));
    let sum = super::or_words(one.money, parts::NO_FIGURE);
    let foreign = one.money.filter(|money| money.currency != currency);
    let converted = foreign.map(|_| match one.converted {
        Some(value) => format!(" ({})", say::money(value, currency)),
        None => format!(" ({})", text::NO_EXCHANGE_RATE.said()),
    });
    view! { {contribution(here, register, &one.contribution, &one.who)}": "{labels::inside(step)}" "{sum}{converted} }.into_any()
}

/// Money of years that have passed: planned and not entered, or committed for the year and not used.
fn lapsed(here: &Here, register: &Register, all: &Roadmap) -> AnyView {
    let query = here.query();
    let title = view! { <h2>{text::LAPSED.said()}</h2> };
    if all.lapsed.is_empty() {
        return view! { {title}<p class="q">{said!(text::NONE_LAPSED, day = say::day(query.on))}</p> }
            .into_any();
    }
    let rows = all.lapsed.iter().map(|one| lapsed_row(here, register, one, query.currency));
    let total = Money { value: lapsed_total(all), currency: query.currency };
    let count = all.lapsed.len().saturating_add(1).to_string();
    view! {
        {title}
        <table class="list" aria-label=text::LAPSED.said() aria-rowcount=count>
            <thead><tr>
                <th scope="col">{labels::collection_label(Collection::Contributions).0}</th>
                <th scope="col">{text::LAPSED_ON.said()}</th><th scope="col">{parts::WHY.said()}</th>
                <th scope="col" class="n">{sum_label()}</th><th scope="col" class="n">{query.currency.code()}</th>
            </tr></thead>
            <tbody>{rows.collect_view()}</tbody>
            <tfoot><tr><td colspan="4">{parts::TOGETHER.said()}</td><td class="n"><Sum of="lapsed" money=total on=query.on plain=true /></td></tr></tfoot>
        </table>
    }
    .into_any()
}

fn sum_label() -> &'static str {
    labels::field_label("ReleasedFigure", "amount")
}

fn lapsed_row(here: &Here, register: &Register, one: &Lapsed, currency: Currency) -> AnyView {
    let why = match one.why {
        Lapse::Planned => text::LAPSED_PLANNED,
        Lapse::Unspent => text::LAPSED_UNSPENT,
    };
    // A year ends with its last day, in the reader's words.
    let last = Date::parse(&format!("{:04}-12-31", one.year)).map(|date| say::long_date(&date));
    let last = last.unwrap_or_else(|_| one.year.to_string());
    let less = one.or_less.then(|| view! { <small>{amounts::OR_LESS.said()}</small> });
    let converted = one
        .converted
        .map_or_else(|| funding::NO_RATE.said().to_owned(), |value| say::number(value, currency));
    view! {
        <tr data-id=one.contribution.to_string()>
            <td>{contribution(here, register, &one.contribution, &one.who)}</td>
            <td class="d" data-label=text::LAPSED_ON.said()>{last}</td>
            <td data-label=parts::WHY.said()>{why.said()}</td>
            <td class="n" data-label=sum_label()>{say::money(one.money.value, one.money.currency)}{less}</td>
            <td class="n" data-label=currency.code()>{converted}</td>
        </tr>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_of_the_address() {
        let check = |text: &str, expected: Option<Option<i32>>| {
            assert_eq!(read(text), expected, "{text}");
            if let Some(year) = expected {
                assert_eq!(word(year), text);
            }
        };
        check("2025", Some(Some(2025)));
        check("none", Some(None));
        check("soon", None);
    }
}
