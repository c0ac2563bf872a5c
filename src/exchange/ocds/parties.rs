//! The parties of a purchase and what each of them is in it.

use super::json::{Json, list, object, text};
use super::release::Sheet;
use crate::register::{Id, Purchase};

/// The roles of parties, each party once, in the order in which they come up.
pub struct Roles<'a>(Vec<(&'a Id, Vec<&'static str>)>);

impl<'a> Roles<'a> {
    /// The roles of a purchase.
    pub fn of(sheet: &Sheet<'a>, id: &Id, record: &'a Purchase) -> Self {
        let mut roles = Roles(Vec::new());
        for share in record.shares.values() {
            for (_, contribution) in sheet.said.drawn_on(share) {
                sheet.said.givers(contribution).into_iter().for_each(|giver| roles.add(giver, "funder"));
            }
        }
        for role in ["buyer", "procuringEntity"] {
            roles.add_ref(record.agent.as_ref().map(|party| party.id()), role);
        }
        roles.add_ref(record.supplier.as_ref().map(|party| party.id()), "supplier");
        let spent = if sheet.orders(record).is_empty() { Vec::new() } else { sheet.spent_on(id) };
        for one in &spent {
            roles.add_ref(sheet.said.only_giver(one.contribution), "payer");
            roles.add_ref(record.supplier.as_ref().map(|party| party.id()), "payee");
        }
        roles.add_ref(record.needed_by.as_ref().map(|party| party.id()), "interestedParty");
        for delivery in record.deliveries.values() {
            roles.add_ref(delivery.received_by.as_ref().map(|party| party.id()), "interestedParty");
        }
        roles
    }

    fn add_ref(&mut self, party: Option<&'a Id>, role: &'static str) {
        if let Some(party) = party {
            self.add(party, role);
        }
    }

    fn add(&mut self, party: &'a Id, role: &'static str) {
        match self.0.iter_mut().find(|(held, _)| *held == party) {
            Some((_, roles)) if roles.contains(&role) => {}
            Some((_, roles)) => roles.push(role),
            None => self.0.push((party, vec![role])),
        }
    }

    /// The list of parties.
    pub fn json(&self, sheet: &Sheet<'_>) -> Option<Json> {
        let party = |(id, roles): &(&Id, Vec<&'static str>)| {
            let state = sheet.said.state(id).map(|_| object([("countryName", text(sheet.said.party(id)))]));
            object([
                ("id", text(id.as_str())),
                ("name", text(sheet.said.party(id))),
                ("address", state),
                ("roles", list(roles.iter().map(|role| Json::Text((*role).to_owned())))),
            ])
        };
        list(self.0.iter().map(party))
    }
}

/// A reference to one of the parties.
pub fn reference(sheet: &Sheet<'_>, party: Option<&Id>) -> Option<Json> {
    let party = party?;
    Some(object([("id", text(party.as_str())), ("name", text(sheet.said.party(party)))]))
}
