//! The years ahead: what is planned, what is needed, what lies between; and money of past years that lapsed.

use leptos::prelude::*;
use rust_decimal::Decimal;

use super::{READS, Sum, contribution, purchase, want_rates};
use crate::app::desk::Desk;
use crate::app::parts::here::{Here, here};
use crate::app::parts::say;
use crate::figures::{Lapse, Lapsed, Money, Planned, Roadmap, YearAhead, coverage, roadmap};
use crate::register::{Currency, Register};
use crate::words::labels;

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
    year.map_or_else(|| "Without a date".to_owned(), |year| year.to_string())
}

fn empty() -> AnyView {
    view! {
        <p class="point">"Nothing is planned and nothing is needed."</p>
        <p class="empty">"Give a contribution planned entries, and a purchase the day by which it is needed: both stand here year by year."</p>
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
        [] => " No year needs more than is planned for it.".to_owned(),
        short => format!(" More is needed than planned {}.", say::and(short)),
    };
    let lapsed = match all.lapsed.len() {
        0 => String::new(),
        count => {
            let sums = say::capital(&say::count(count, "sum", "sums"));
            format!(" {sums} of past years lapsed: {}.", money(lapsed_total(all)))
        }
    };
    let sum = |of: &'static str, value: Decimal| {
        view! { <Sum of money=Money { value, currency: query.currency } on=query.on /> }
    };
    let rest = format!(" to fund, as of {}.{gap}{lapsed}", say::day(query.on));
    view! { {sum("planned", planned)}" planned for this year and later, "{sum("to-fund", to_fund)}{rest} }
        .into_any()
}

fn year_gap(one: &YearAhead, currency: Currency) -> String {
    let sum = say::money(one.gap, currency);
    match one.year {
        Some(year) => format!("in {year} by {sum}"),
        None => format!("without a date by {sum}"),
    }
}

fn lapsed_total(all: &Roadmap) -> Decimal {
    let sums = all.lapsed.iter().filter_map(|one| one.converted);
    sums.into_iter().try_fold(Decimal::ZERO, |sum, value| sum.checked_add(value)).unwrap_or_default()
}

fn table(here: &Here, years: &[YearAhead]) -> AnyView {
    let query = here.query();
    let caption = format!("Sums in {}, valid on {}", query.currency.code(), say::day(query.on));
    let number = |name: &'static str| view! { <th scope="col" class="n">{name}</th> };
    let sum = |of: &'static str, value: Decimal| {
        view! { <Sum of money=Money { value, currency: query.currency } on=query.on plain=true /> }
    };
    let rows = years.iter().map(|one| {
        let not_in = usize::try_from(one.not_in).unwrap_or_default();
        let without = (not_in > 0).then(|| view! { <small>{say::count(not_in, "entry without a sum", "entries without a sum")}</small> });
        let unvalued = usize::try_from(one.covered.without_value).unwrap_or_default();
        let unvalued = (unvalued > 0).then(|| view! { <small>{say::count(unvalued, "value not stated", "values not stated")}</small> });
        let passed = (one.to_come != one.planned).then(|| view! { <small>"the year has passed"</small> });
        let gap = match one.gap < Decimal::ZERO {
            true => view! { {sum("gap", one.gap)}<small>"more planned than needed"</small> }.into_any(),
            false => sum("gap", one.gap).into_any(),
        };
        let desk = here.desk;
        let year = word(one.year);
        view! {
            <tr data-id=year.clone()>
                <td><a href=open_year(desk, &year)>{name(one.year)}</a><small>{say::count(one.needs, "need", "needs")}</small></td>
                <td class="n" data-label="Planned">{sum("planned", one.planned)}{passed}{without}</td>
                <td class="n" data-label="Needed">{sum("needed", one.covered.value)}{unvalued}</td>
                <td class="n" data-label="To fund">{sum("to-fund", one.covered.to_fund)}</td>
                <td class="n" data-label="Gap">{gap}</td>
            </tr>
        }
    });
    let count = years.len().saturating_add(1).to_string();
    view! {
        <table class="list" aria-label="Planned and needed by year" aria-rowcount=count>
            <caption>{caption}</caption>
            <thead><tr><th scope="col">"Year"</th>{["Planned", "Needed", "To fund", "Gap"].map(number).collect_view()}</tr></thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
        <p class="why">
            "Planned is each contribution once, at its largest planned step. The gap is what is to fund less what is planned and can "
            "still come; plans are in no other figure. A year opens into its records."
        </p>
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
                0 => format!("{} to fund", say::money(need.covered.to_fund, currency)),
                _ => "value not stated".to_owned(),
            };
            view! { <li>{purchase(here, register, &need.purchase)}": "{left}</li> }
        })
        .collect();
    let none = |is_empty: bool| is_empty.then(|| view! { <li class="q">"None."</li> });
    view! {
        <section class="two" aria-label=format!("Records of {}", name(year))>
            <div><h2>{format!("Planned: {}", name(year))}</h2><ul class="plain">{none(planned.is_empty())}{planned}</ul></div>
            <div><h2>{format!("Needed: {}", name(year))}</h2><ul class="plain">{none(needs.is_empty())}{needs}</ul></div>
        </section>
    }
    .into_any()
}

fn planned_line(here: &Here, register: &Register, one: &Planned, currency: Currency) -> AnyView {
    let step = one.kind.map_or("step not stated", |kind| labels::choice_label(kind.word()));
    let sum = super::or_words(one.money, "no figure");
    let foreign = one.money.filter(|money| money.currency != currency);
    let converted = foreign.map(|_| match one.converted {
        Some(value) => format!(" ({})", say::money(value, currency)),
        None => " (no exchange rate)".to_owned(),
    });
    view! { {contribution(here, register, &one.contribution, &one.who)}": "{step.to_ascii_lowercase()}" "{sum}{converted} }.into_any()
}

/// Money of years that have passed: planned and not entered, or committed for the year and not used.
fn lapsed(here: &Here, register: &Register, all: &Roadmap) -> AnyView {
    let query = here.query();
    let title = view! { <h2>"Money that lapsed"</h2> };
    if all.lapsed.is_empty() {
        return view! { {title}<p class="q">{format!("None by {}.", say::day(query.on))}</p> }.into_any();
    }
    let rows = all.lapsed.iter().map(|one| lapsed_row(here, register, one, query.currency));
    let total = Money { value: lapsed_total(all), currency: query.currency };
    let count = all.lapsed.len().saturating_add(1).to_string();
    view! {
        {title}
        <table class="list" aria-label="Money that lapsed" aria-rowcount=count>
            <thead><tr>
                <th scope="col">"Contribution"</th><th scope="col">"Lapsed on"</th><th scope="col">"Why"</th>
                <th scope="col" class="n">"Sum"</th><th scope="col" class="n">{query.currency.code()}</th>
            </tr></thead>
            <tbody>{rows.collect_view()}</tbody>
            <tfoot><tr><td colspan="4">"Together"</td><td class="n"><Sum of="lapsed" money=total on=query.on plain=true /></td></tr></tfoot>
        </table>
    }
    .into_any()
}

fn lapsed_row(here: &Here, register: &Register, one: &Lapsed, currency: Currency) -> AnyView {
    let why = match one.why {
        Lapse::Planned => "planned for the year, and no entry came of it",
        Lapse::Unspent => "committed for the year, neither spent nor delivered",
    };
    let less = one.or_less.then(|| view! { <small>"or less"</small> });
    let converted = one.converted.map_or_else(|| "no rate".to_owned(), |value| say::number(value, currency));
    view! {
        <tr data-id=one.contribution.to_string()>
            <td>{contribution(here, register, &one.contribution, &one.who)}</td>
            <td class="d" data-label="Lapsed on">{format!("31 December {}", one.year)}</td>
            <td data-label="Why">{why}</td>
            <td class="n" data-label="Sum">{say::money(one.money.value, one.money.currency)}{less}</td>
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
