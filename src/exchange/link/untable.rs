//! A copy put together again from its tables.

use serde_json::{Map, Value};

use super::super::copy::{FreshCopy, Held, Node, Omitted, id_of, keeps};
use super::LinkError;
use super::column::{Form, decimal_text};
use super::stream::{In, day_text};
use super::table::DEPTH;
use crate::register::{Collection, Day, Few, Id, RecordKey, SCHEMA, fraction, id_of_missing};

/// JSON takes so many times its text in memory.
const JSON: usize = 16;

/// Reads a copy that takes at most so many bytes of memory.
pub(super) fn read(bytes: &[u8], is_internal: bool, most: usize) -> Result<FreshCopy, LinkError> {
    let mut input = In::new(bytes, most)?;
    let (schema, known) = (input.number()?, u64::from(SCHEMA));
    if schema > known {
        return Err(LinkError::Newer { what: "schema", found: schema, known });
    }
    let schema = u32::try_from(schema).ok().filter(|schema| *schema > 0).ok_or(LinkError::Altered)?;
    let day =
        day_text(input.signed()?).and_then(|text| text.parse::<Day>().ok()).ok_or(LinkError::Altered)?;
    let mut counts = [0; 6];
    for count in &mut counts {
        *count = u32::try_from(input.number()?).map_err(|_| LinkError::Altered)?;
    }
    let mut ids: Vec<(Collection, Vec<Id>)> = Vec::new();
    for _ in 0..input.count()? {
        let collection = Collection::from_word(&input.name()?).ok_or(LinkError::Altered)?;
        if ids.last().is_some_and(|(last, _)| *last >= collection) {
            return Err(LinkError::Altered);
        }
        ids.push((collection, ids_of(collection, &mut input)?));
    }
    let ids: Few<Collection, Vec<Id>> = ids.into_iter().collect();
    let mut reading = Reading { input, ids: &ids };
    let mut records = Vec::new();
    for (collection, ids) in &ids {
        let rows = reading.table(ids.len(), Some(ids), 0)?;
        for (id, mut node) in ids.iter().zip(rows) {
            node.number_lines(id);
            records.push((RecordKey::new(*collection, id.clone()), node));
        }
    }
    if !reading.input.is_spent() {
        return Err(LinkError::Altered);
    }
    Ok(FreshCopy { day, is_internal, omitted: Omitted::of_counts(counts), schema, records })
}

/// The ids of a collection's records: those that are kept, then numbered ones.
fn ids_of(collection: Collection, input: &mut In) -> Result<Vec<Id>, LinkError> {
    let (count, kept) = (input.count()?, input.count()?);
    let numbered = count.checked_sub(kept).ok_or(LinkError::Altered)?;
    if collection == Collection::Register && count > 1 {
        return Err(LinkError::Altered);
    }
    let mut ids: Vec<Id> = Vec::with_capacity(count);
    for _ in 0..kept {
        let id = input.text()?;
        if !keeps(collection, &id) || ids.last().is_some_and(|last| last.as_str() >= id.as_str()) {
            return Err(LinkError::Altered);
        }
        ids.push(id.into());
    }
    ids.extend((0..numbered).map(|place| id_of(collection, place, numbered)));
    Ok(ids)
}

struct Reading<'a> {
    input: In<'a>,
    ids: &'a Few<Collection, Vec<Id>>,
}

impl<'a> Reading<'a> {
    fn table(&mut self, count: usize, own: Option<&[Id]>, depth: usize) -> Result<Vec<Node>, LinkError> {
        if depth >= DEPTH {
            return Err(LinkError::Altered);
        }
        let width = self.input.count()?;
        // Each row is asked for each field.
        self.input.charge(0, width.saturating_mul(count))?;
        let mut heads: Vec<(Form, String)> = Vec::with_capacity(width);
        for _ in 0..width {
            let head = self.input.name()?;
            let (form, name) = Form::of_head(&head).ok_or(LinkError::Altered)?;
            if heads.last().is_some_and(|(_, last)| last.as_str() >= name) {
                return Err(LinkError::Altered);
            }
            heads.push((form, name.to_owned()));
        }
        let has = self.sets(count, width)?;
        let mut rows: Vec<Vec<(String, Held)>> = Vec::new();
        rows.resize_with(count, Vec::new);
        for (place, (form, name)) in heads.into_iter().enumerate() {
            let places: Vec<usize> = (0..count).filter(|row| has.of(*row, place)).collect();
            let column = self.column(form, &places, own, depth)?;
            for (row, held) in places.into_iter().zip(column) {
                self.input.charge(1, name.len())?;
                if let Some(row) = rows.get_mut(row) {
                    row.push((name.clone(), held));
                }
            }
        }
        Ok(rows.into_iter().map(|row| Node(Few::in_order(row))).collect())
    }

    /// Which row has which fields.
    fn sets(&mut self, count: usize, width: usize) -> Result<Sets<'a>, LinkError> {
        match self.input.number()? {
            1 => return Ok(Sets { known: Vec::new(), rows: None }),
            0 => {}
            _ => return Err(LinkError::Altered),
        }
        let (mut known, mut rows): (Vec<&[u8]>, Vec<usize>) = (Vec::new(), Vec::with_capacity(count));
        for _ in 0..count {
            let number = place(self.input.number()?)?;
            match number.checked_sub(1) {
                None => {
                    self.input.charge(1, 0)?;
                    rows.push(known.len());
                    known.push(self.input.bytes(width.div_ceil(8))?);
                }
                Some(row) if row < known.len() => rows.push(row),
                Some(_) => return Err(LinkError::Altered),
            }
        }
        Ok(Sets { known, rows: Some(rows) })
    }

    fn column(
        &mut self,
        form: Form,
        places: &[usize],
        own: Option<&[Id]>,
        depth: usize,
    ) -> Result<Vec<Held>, LinkError> {
        let count = places.len();
        match form {
            Form::Lines => return self.lines(count, depth),
            Form::Texts | Form::Json => return self.words(count, form),
            Form::Members => {
                let rows = self.table(count, None, depth.saturating_add(1))?;
                return rows.into_iter().map(members).collect();
            }
            _ => {}
        }
        let mut column = Vec::with_capacity(count);
        for row in places {
            column.push(Held::Leaf(match form {
                Form::Dates => self.input.date()?.into(),
                Form::Refs(collection) => self.reference(collection)?,
                Form::Own => {
                    let id = own.and_then(|own| own.get(*row)).ok_or(LinkError::Altered)?;
                    id.as_str().into()
                }
                Form::Decimals => {
                    let (shift, digits) = (self.input.signed()?, self.input.signed()?);
                    decimal_text(shift, digits).ok_or(LinkError::Altered)?.into()
                }
                Form::Wholes => whole(self.input.signed()?.into())?,
                Form::Flags => match self.input.number()? {
                    flag @ (0 | 1) => Value::Bool(flag == 1),
                    _ => return Err(LinkError::Altered),
                },
                Form::Texts | Form::Json | Form::Lines | Form::Members => return Err(LinkError::Altered),
            }));
        }
        Ok(column)
    }

    fn lines(&mut self, count: usize, depth: usize) -> Result<Vec<Held>, LinkError> {
        let mut counts = Vec::with_capacity(count);
        let mut all = 0_usize;
        for _ in 0..count {
            let lines = self.input.count()?;
            all = all.checked_add(lines).ok_or(LinkError::Altered)?;
            counts.push(lines);
        }
        let mut below = self.table(all, None, depth.saturating_add(1))?.into_iter();
        // Their ids are those of their places in the record, which is not whole yet.
        let unnamed = Id::from("");
        let lines = |count: usize| below.by_ref().take(count).map(|line| (unnamed.clone(), line)).collect();
        Ok(counts.into_iter().map(lines).map(Held::Lines).collect())
    }

    fn reference(&mut self, collection: Collection) -> Result<Value, LinkError> {
        let place = place(self.input.number()?)?;
        let ids = self.ids.get(&collection).map(Vec::as_slice).unwrap_or_default();
        Ok(match ids.get(place) {
            Some(id) => id.as_str().into(),
            None => id_of_missing(collection, place.saturating_sub(ids.len())).as_str().into(),
        })
    }

    fn words(&mut self, count: usize, form: Form) -> Result<Vec<Held>, LinkError> {
        let mut known: Vec<(usize, Value)> = Vec::new();
        let mut column = Vec::with_capacity(count);
        let is_new = match self.input.number()? {
            flag @ (0 | 1) => flag == 1,
            _ => return Err(LinkError::Altered),
        };
        for _ in 0..count {
            let number = if is_new { 0 } else { place(self.input.number()?)? };
            let Some(number) = number.checked_sub(1) else {
                let text = self.input.text()?;
                let (cost, value) = match form {
                    Form::Json => (text.len().saturating_mul(JSON), json(&text, &mut self.input)?),
                    _ => (text.len(), text.into()),
                };
                self.input.charge(1, cost)?;
                column.push(Held::Leaf(value.clone()));
                known.push((cost, value));
                continue;
            };
            let (cost, value) = known.get(number).ok_or(LinkError::Altered)?;
            self.input.charge(1, *cost)?;
            column.push(Held::Leaf(value.clone()));
        }
        Ok(column)
    }
}

/// Which fields the rows of a table have.
struct Sets<'a> {
    known: Vec<&'a [u8]>,
    /// None where all have all.
    rows: Option<Vec<usize>>,
}

impl Sets<'_> {
    fn of(&self, row: usize, field: usize) -> bool {
        let Some(rows) = &self.rows else { return true };
        let bits = rows.get(row).and_then(|set| self.known.get(*set)).copied().unwrap_or_default();
        bits.get(field / 8).is_some_and(|byte| byte >> (field % 8) & 1 == 1)
    }
}

/// The value that a row of members is.
fn members(row: Node) -> Result<Held, LinkError> {
    let leaf = |(name, held)| match held {
        Held::Leaf(value) => Some((name, value)),
        Held::Lines(_) => None,
    };
    let members: Option<Map<String, Value>> = row.0.into_iter().map(leaf).collect();
    members.map(Value::Object).map(Held::Leaf).ok_or(LinkError::Altered)
}

fn json(text: &str, input: &mut In) -> Result<Value, LinkError> {
    input.charge(1, text.len().saturating_mul(JSON))?;
    whole(serde_json::from_str(text).map_err(|_| LinkError::Altered)?)
}

/// A value without numbers that a change may not hold.
fn whole(value: Value) -> Result<Value, LinkError> {
    if fraction(&value).is_some() { Err(LinkError::Altered) } else { Ok(value) }
}

fn place(number: u64) -> Result<usize, LinkError> {
    usize::try_from(number).map_err(|_| LinkError::Altered)
}
