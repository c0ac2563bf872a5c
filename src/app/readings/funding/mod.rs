//! Purchases and whose money pays for them: the chain from a decision to a delivery, walked both ways; needs by
//! priority; the years ahead; and a proposal for what is open.

mod became;
pub mod chain;
mod cover;
mod decided;
mod doubts;
pub mod needs;
pub mod proposal;
pub mod roadmap;

use leptos::prelude::*;

pub use crate::app::pages::contribution::commas;
use crate::app::parts::counted::COUNTED;
use crate::app::parts::figure::data_amount;
use crate::app::parts::here::Here;
use crate::app::parts::told::told;
use crate::app::parts::{figure_parts, say};
use crate::app::reference::reference;
use crate::app::route::Page;
use crate::figures::{Money, Of, Who};
use crate::register::{Collection, Day, Id, Purchase, RecordKey, Register};
use crate::words::labels;
use crate::words::text::Text;
use crate::words::text::areas::amounts;

/// What the views of this folder read.
pub const READS: [Collection; 8] = {
    let [a, b, c, d, e] = COUNTED;
    [a, b, c, d, e, Collection::Meetings, Collection::Parties, Collection::Agreements]
};

/// A sum that is no measure of the register: what it is, how much, in which currency and on which day. The records
/// beside it make it up.
#[component]
pub fn Sum(
    /// What it is, for checks.
    of: &'static str,
    /// How much.
    money: Money,
    /// On which day.
    on: Day,
    /// Only the number, under a head that names the currency.
    #[prop(optional)]
    plain: bool,
) -> impl IntoView {
    let Money { value, currency } = money;
    let text = if plain { say::number(value, currency) } else { say::money(value, currency) };
    view! {
        <span data-figure=of data-amount=data_amount(value, currency) data-currency=currency.code() data-date=on.to_string()>
            {text}
        </span>
    }
}

/// A contribution or a purchase, leading to it.
pub fn link(here: &Here, register: &Register, of: &Of) -> AnyView {
    figure_parts::link(here, register, of)
}

/// The purchase, leading to it.
pub fn purchase(here: &Here, register: &Register, id: &Id) -> AnyView {
    link(here, register, &Of::Purchase(id.clone()))
}

/// The contribution with its giver, each leading to its page.
pub fn contribution(here: &Here, register: &Register, id: &Id, who: &Who) -> AnyView {
    view! { {link(here, register, &Of::Contribution(id.clone()))}", "{giver(here, register, who)} }.into_any()
}

/// Whose money it is: each party leads to its page.
pub fn giver(here: &Here, register: &Register, who: &Who) -> AnyView {
    let one = |id: &Id| {
        let name = say::party(register, id);
        view! { <a href=here.href_now(Page::Member(id.to_string()))>{name}</a> }.into_any()
    };
    match who {
        Who::Party(id) => one(id),
        Who::Together(ids) => {
            let all = commas(ids.iter().map(one).collect());
            told(amounts::TOGETHER, &[], [("names", all)]).into_any()
        }
        Who::NotStated => {
            view! { <span class="q">{labels::inside(amounts::NOT_STATED.said())}</span> }.into_any()
        }
    }
}

/// A sum in full, or the words for none.
pub fn or_words(money: Option<Money>, none: Text) -> String {
    money.map_or_else(|| none.said().to_owned(), |money| say::money(money.value, money.currency))
}

/// The address of a line on the page of its record, which marks it there.
pub fn line_href(here: &Here, key: &RecordKey, line: &Id) -> String {
    let desk = here.desk;
    let page = Page::of(key);
    desk.address.with_untracked(|address| address.to(page).with("line", line.as_str()).to_string())
}

/// A head of a table, over numbers.
pub fn number_head(name: &'static str) -> impl IntoView {
    view! { <th scope="col" class="n">{name}</th> }
}

/// Asks for the bank's rates where a sum has none.
pub fn want_rates(lacking: bool) {
    if lacking {
        reference().fetch();
    }
}

/// The key of a purchase.
pub fn purchase_key(id: &Id) -> RecordKey {
    RecordKey::of::<Purchase>(id)
}
