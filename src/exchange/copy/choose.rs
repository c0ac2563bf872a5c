//! Which records, lines and fields go into a copy, and how much does not.

use serde_json::{Map, Value};

use super::node::{Held, Node, SINCE};
use super::{Chosen, CopyScope, Omitted};
use crate::register::{
    Arrange, Collection, Date, Day, Each, Few, HeldThen, Id, Kind, Node as _, RecordKey, Register, Shape,
    is_gone, is_internal, join,
};

/// What goes, still with the ids of the register.
#[derive(Default)]
pub(in crate::exchange) struct Choice {
    /// The records, in the order in which they stand in the register.
    pub records: Vec<(RecordKey, Node)>,
    /// Records that there are, but that do not go because they are internal.
    pub hidden: Each<RecordKey>,
    /// Records that there are, but that were not asked for.
    pub beside: Each<RecordKey>,
    /// How much does not go.
    pub omitted: Omitted,
}

/// A record that may go.
struct Candidate {
    key: RecordKey,
    order: String,
    node: Node,
    omitted: Omitted,
}

/// Chooses.
pub(in crate::exchange) fn choose(register: &Register, scope: &CopyScope) -> Choice {
    let mut choice = Choice::default();
    let (mut candidates, mut internal) = (Vec::new(), Vec::new());
    for key in register.keys() {
        let json = register.json(key);
        let shape = key.collection.shape();
        let is_contact = key.collection == Collection::Contacts;
        if !scope.with_internal && (is_contact || is_internal(shape, &json)) {
            choice.hidden.insert(key.clone());
            if !is_gone(&json) {
                internal.push(key.clone());
            }
            continue;
        }
        if is_gone(&json) || (key.collection == Collection::Register && *key != RecordKey::own()) {
            continue;
        }
        let mut strip = Strip { register, scope, key, omitted: Omitted::default() };
        let node = strip.node(shape, &json);
        if !strip.is_of_the_period(&json, &node) {
            choice.beside.insert(key.clone());
            choice.omitted.other_records += 1;
        } else if !node.0.is_empty() {
            candidates.push(Candidate {
                key: key.clone(),
                order: order_of(&json),
                node,
                omitted: strip.omitted,
            });
        }
    }
    let asked = match &scope.which {
        Chosen::Whole => None,
        Chosen::Only(keys) => Some(reached(keys, &candidates)),
    };
    let is_asked = |key: &RecordKey| asked.as_ref().is_none_or(|asked| asked.contains(key));
    for key in internal.iter().filter(|key| is_asked(key)) {
        match key.collection {
            Collection::Contacts => choice.omitted.contacts += 1,
            _ => choice.omitted.internal_records += 1,
        }
    }
    candidates.arrange_by(|a, b| {
        (a.key.collection, &a.order, &a.key.id).cmp(&(b.key.collection, &b.order, &b.key.id))
    });
    for Candidate { key, node, omitted, .. } in candidates {
        if is_asked(&key) {
            choice.omitted.add(&omitted);
            choice.records.push((key, node));
        } else {
            choice.omitted.other_records += 1;
            choice.beside.insert(key);
        }
    }
    choice
}

/// The records that were asked for, with what they refer to and cannot be understood without.
fn reached(keys: &[RecordKey], candidates: &[Candidate]) -> Each<RecordKey> {
    let nodes: Few<&RecordKey, &Node> = candidates.iter().map(|one| (&one.key, &one.node)).collect();
    let mut all: Each<RecordKey> = keys.iter().cloned().collect();
    all.insert(RecordKey::own());
    all.extend(nodes.keys().filter(|key| key.collection == Collection::Rates).map(|key| (*key).clone()));
    let mut open: Vec<RecordKey> = all.iter().cloned().collect();
    while let Some(key) = open.pop() {
        let Some(node) = nodes.get(&&key) else { continue };
        refer(key.collection.shape(), node, &mut |collection, id| {
            let comes_along =
                matches!(collection, Collection::Parties | Collection::Sources | Collection::Agreements);
            let key = RecordKey::new(collection, id);
            if comes_along && all.insert(key.clone()) {
                open.push(key);
            }
        });
    }
    all
}

/// Every record that a record refers to.
fn refer(shape: &Shape, node: &Node, found: &mut dyn FnMut(Collection, &str)) {
    for (name, held) in &node.0 {
        match (shape.field(name).map(|field| field.kind), held) {
            (Some(Kind::Lines(below)), Held::Lines(lines)) => {
                for (_, line) in lines {
                    if let Some(Kind::Ref(collection)) = read_as(shape, line)
                        && let Some(id) = line.text("value")
                    {
                        found(collection, id);
                    }
                    refer(below, line, found);
                }
            }
            (Some(Kind::Ref(collection)), Held::Leaf(Value::String(id))) => found(collection, id),
            _ => {}
        }
    }
}

/// Of which kind the value of an other reading is, which names a field of the record or line that it is in.
pub(in crate::exchange) fn read_as(above: &Shape, reading: &Node) -> Option<Kind> {
    Some(above.field(reading.text("field")?)?.kind)
}

/// Takes one record apart and leaves out what does not go.
struct Strip<'a> {
    register: &'a Register,
    scope: &'a CopyScope,
    key: &'a RecordKey,
    omitted: Omitted,
}

impl Strip<'_> {
    fn node(&mut self, shape: &Shape, json: &Map<String, Value>) -> Node {
        let mut fields = Vec::new();
        for (name, value) in json {
            let held = match (shape.field(name).map(|field| field.kind), value) {
                // The order of lines is that of their new ids.
                _ if name == "order" || name == "gone" => continue,
                // Which writers there are, and how much they wrote, no copy tells.
                (Some(Kind::Lines(below)), _) if below.name == HeldThen::SHAPE.name => continue,
                _ if self.scope.leaves_out(shape, name) => {
                    self.omitted.fields += 1;
                    continue;
                }
                (Some(Kind::Lines(below)), Value::Object(lines)) => {
                    match self.lines(shape, name, below, lines) {
                        lines if lines.is_empty() => continue,
                        lines => Held::Lines(lines),
                    }
                }
                // What this version does not know it cannot vouch for.
                (None | Some(Kind::Lines(_)), _) => {
                    self.omitted.fields += 1;
                    continue;
                }
                (Some(_), value) => Held::Leaf(value.clone()),
            };
            fields.push((name.clone(), held));
        }
        Node(fields.into_iter().collect())
    }

    fn lines(
        &mut self,
        above: &Shape,
        name: &str,
        shape: &Shape,
        json: &Map<String, Value>,
    ) -> Vec<(Id, Node)> {
        let mut lines: Vec<(&String, String, &Map<String, Value>)> = json
            .iter()
            .filter_map(|(id, line)| line.as_object().map(|line| (id, order_of(line), line)))
            .collect();
        lines.arrange_by(|(a, above, _), (b, below, _)| (above, a).cmp(&(below, b)));
        let mut kept = Vec::new();
        for (id, _, line) in lines {
            if is_gone(line) {
                continue;
            }
            if !self.scope.with_internal && is_internal(shape, line) {
                self.omitted.internal_lines += 1;
                continue;
            }
            let is_dated = is_dated(self.key.collection, above, shape);
            if is_dated && !self.scope.spans(text(line, "date")) {
                self.omitted.other_lines += 1;
                continue;
            }
            let said = line;
            let mut line = self.node(shape, said);
            // A share of which only a note is known is a share: the line stays, and the note is empty.
            if line.0.is_empty() && said.contains_key("note") && self.scope.leaves_out(shape, "note") {
                line.0.insert("note".to_owned(), Held::Leaf("".into()));
            }
            let read = line.text("field").filter(|field| above.field(field).is_some());
            if read.is_some_and(|field| self.scope.leaves_out(above, field)) {
                self.omitted.fields += 1;
            } else if !line.0.is_empty() {
                if is_dated && line.text("date").is_none_or(|text| Date::parse(text).is_err()) {
                    let day = self.first_written(&join(name, id));
                    line.0.insert(SINCE.to_owned(), Held::Leaf(day.into()));
                }
                kept.push((id.as_str().into(), line));
            }
        }
        kept
    }

    /// The day on which a line was first written, by its author's calendar: without a date it counts from then. Nothing
    /// where that is no day.
    fn first_written(&self, line: &str) -> String {
        let day = self.register.first_write(self.key, line).and_then(|change| change.header.at.get(..10));
        day.filter(|day| day.parse::<Day>().is_ok()).unwrap_or_default().to_owned()
    }

    /// Whether anything of a record that has its time is of the period.
    fn is_of_the_period(&self, json: &Map<String, Value>, node: &Node) -> bool {
        if self.scope.period.is_none() {
            return true;
        }
        let keeps = |names: [&str; 2]| names.iter().any(|name| node.0.contains_key(*name));
        match self.key.collection {
            Collection::Contributions => keeps(["entries", "planned"]),
            Collection::Purchases => keeps(["steps", "deliveries"]),
            Collection::Meetings | Collection::Outreach | Collection::Reported => {
                self.scope.spans(text(json, "date"))
            }
            _ => true,
        }
    }
}

/// Whether lines have a time of their own: the steps of contributions and purchases.
fn is_dated(collection: Collection, above: &Shape, shape: &Shape) -> bool {
    matches!(collection, Collection::Contributions | Collection::Purchases)
        && above.name == collection.shape().name
        && shape.field("date").is_some()
}

fn order_of(json: &Map<String, Value>) -> String {
    text(json, "order").unwrap_or_default().to_owned()
}

fn text<'a>(json: &'a Map<String, Value>, name: &str) -> Option<&'a str> {
    json.get(name).and_then(Value::as_str)
}
