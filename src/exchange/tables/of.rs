//! The tables of a register.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::plan::{self, Plan};
use super::{Cell, Table, leaf};
use crate::register::{Collection, Kind, RecordKey, Register, canonical, is_gone, join};

/// The tables of a register: of each collection, empty ones too, and of each list of lines in which anything
/// stands. What was removed is in none, nor is a record or line that says nothing.
pub fn of(register: &Register) -> Vec<Table> {
    of_chosen(register, &|_| true)
}

/// The tables of some of the records of a register.
pub fn of_chosen(register: &Register, is_chosen: &dyn Fn(&RecordKey) -> bool) -> Vec<Table> {
    let plans = plan::all();
    let places = plans.iter().enumerate().map(|(place, plan)| (plan.name.clone(), place)).collect();
    let tables = plans.iter().map(Plan::table).collect();
    let mut maker = Maker { plans, places, tables, others: plan::others() };
    for key in register.keys().filter(|key| is_chosen(key)) {
        let json = register.json(key);
        if let Some(place) = maker.places.get(key.collection.word()).copied()
            && !is_gone(&json)
        {
            maker.put(place, key, &[key.id.as_str()], &json, "");
        }
    }
    let has_place = |(plan, table): &(Plan, Table)| plan.lists.is_empty() || !table.rows.is_empty();
    let tables = maker.plans.into_iter().zip(maker.tables).filter(has_place).map(|(_, table)| table);
    tables.chain([maker.others].into_iter().filter(|others| !others.rows.is_empty())).collect()
}

/// The tables of one collection, all of them empty: to be filled in and imported.
pub fn template(collection: Collection) -> Vec<Table> {
    plan::of(collection).iter().map(Plan::table).collect()
}

struct Maker {
    plans: Vec<Plan>,
    /// Where each table stands, by its name.
    places: BTreeMap<String, usize>,
    tables: Vec<Table>,
    others: Table,
}

impl Maker {
    /// Puts in a record or a line with what is below it; whether it says anything.
    fn put(
        &mut self,
        place: usize,
        key: &RecordKey,
        ids: &[&str],
        json: &Map<String, Value>,
        path: &str,
    ) -> bool {
        let Some(plan) = self.plans.get(place) else { return false };
        let (shape, name) = (plan.shape, plan.name.clone());
        let mut row: Vec<Cell> = ids.iter().map(|id| Some((*id).to_owned())).collect();
        let mut says = false;
        let mut read: Vec<&str> = vec!["gone"];
        for field in plan.fields() {
            let cells = json.get(field.name).and_then(|value| leaf::cells(field.kind, value));
            if cells.is_some() {
                read.push(field.name);
            }
            row.extend(cells.unwrap_or_else(|| vec![None; leaf::parts(field.kind).len()]));
        }
        says |= read.len() > 1;
        for (field, value) in json {
            let below = shape.field(field).map(|field| field.kind);
            if let (Some(Kind::Lines(_)), Value::Object(lines)) = (below, value) {
                let Some(place) = self.places.get(&format!("{name}-{field}")).copied() else { continue };
                for (id, line) in lines {
                    let Some(line) = line.as_object().filter(|line| !is_gone(line)) else { continue };
                    let ids: Vec<&str> = ids.iter().copied().chain([id.as_str()]).collect();
                    says |= self.put(place, key, &ids, line, &join(&join(path, field), id));
                }
            } else if !read.contains(&field.as_str()) || field == "gone" && !value.is_boolean() {
                let cells = [key.collection.word(), key.id.as_str(), &join(path, field), &canonical(value)];
                self.others.rows.push(cells.map(|cell| Some(cell.to_owned())).into());
                says = true;
            }
        }
        if let Some(table) = self.tables.get_mut(place).filter(|_| says) {
            table.rows.push(row);
        }
        says
    }
}
