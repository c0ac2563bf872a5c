//! In which leaves two records differ that are one, and all that a new one says.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use serde_json::{Map, Value};

use super::lines::{List, are_same};
use super::matching::Answer;
use super::names::{Names, in_order, kind_of, live, text};
use super::pace::{Pace, Steps};
use super::said::say_who;
use super::side::{Theirs, leads, record_or_gone};
use super::{Difference, Found, Kind, Match, Need, Said, Sure, Why};
use crate::register::{Arrange, Collection, Few, Id, Kind as Of, RecordKey, Register, Shape, is_gone, join};

/// The two sides, and what theirs were sent.
#[derive(Clone, Copy)]
pub(super) struct Sides<'a> {
    pub ours: &'a Register,
    pub theirs: &'a Register,
    pub base: Option<&'a Register>,
}

/// All matches, in the order of their keys.
pub(super) async fn differ_all<P: Pace>(
    sides: Sides<'_>,
    records: Vec<Theirs>,
    answers: Vec<Answer>,
    names: &mut Names,
    steps: &mut Steps<'_, P>,
) -> Vec<Match> {
    let answered = || records.iter().zip(&answers);
    let is_new: HashMap<&RecordKey, bool> =
        answered().map(|(one, answer)| (&one.key, answer.found == Found::New)).collect();
    let mut lists = Lists::default();
    if let Some((own, answer)) = answered().find(|(one, _)| one.key == RecordKey::own()) {
        names.areas = lists.lines_of(sides.ours, own, &answer.ours, "areas", names);
    }
    lists.read_agendas(sides.ours, answered(), names);
    let mut all = Vec::new();
    for (one, answer) in answered() {
        let json = |register: &Register, key: &RecordKey| record_or_gone(register, key).unwrap_or_default();
        let ours = if answer.found == Found::New { Map::new() } else { json(sides.ours, &answer.ours) };
        let base = sides.base.map(|base| json(base, &one.key)).filter(|base| !base.is_empty());
        let mut differ = Differ {
            sides,
            one,
            answer,
            names,
            lists: &lists,
            is_new: &is_new,
            fresh: one.fresh_lines(),
            held: None,
            found: Vec::new(),
        };
        let is_fresh = one.is_own(&answer.ours.id)
            || matches!(answer.found, Found::New | Found::Paired(_, Why::Id | Why::TakenBefore));
        let at = Place { theirs: "", ours: "", falls: "", is_fresh };
        differ.node(None, one.key.collection.shape(), at, [&one.json, &ours], base.as_ref());
        let mut leaves = differ.found;
        if answer.found == Found::New && one.is_maimed {
            leaves.clear();
        }
        leaves.arrange_by(|a, b| a.path.cmp(&b.path));
        say_who(sides, one, answer, &mut leaves);
        let Answer { ours, found, others } = answer.clone();
        let is_maimed = one.is_maimed && found == Found::New;
        let hidden = one.hidden.clone();
        all.push(Match { theirs: one.key.clone(), ours, found, others, leaves, hidden, is_maimed });
        steps.one().await;
    }
    all
}

/// Lines that are referred to: areas, and points of agendas.
#[derive(Default)]
struct Lists {
    /// The points of the agendas that points of later meetings go on with, by the id of the meeting.
    agendas: HashMap<String, HashMap<String, Id>>,
    /// Those that are new here: their record, and the path here.
    new: HashSet<(RecordKey, String)>,
}

impl Lists {
    /// What the lines of one list of a record are called here.
    fn lines_of(
        &mut self,
        ours: &Register,
        one: &Theirs,
        key: &RecordKey,
        field: &str,
        names: &Names,
    ) -> HashMap<String, Id> {
        let shape = key.collection.shape();
        let (Some(Of::Lines(below)), Some(value)) =
            (shape.field(field).map(|field| field.kind), one.json.get(field))
        else {
            return HashMap::new();
        };
        let fresh = one.fresh_lines();
        let lines = in_order(value);
        let fresh: Vec<Id> =
            lines.iter().filter_map(|(id, _)| fresh.get(&join(field, id)).cloned()).collect();
        let held = record_or_gone(ours, key).unwrap_or_default();
        let paired = List { above: shape, shape: below }.pair(&lines, held.get(field), &fresh, names);
        let mut called = HashMap::new();
        for (((id, _), paired), fresh) in lines.iter().zip(paired).zip(fresh) {
            if paired.is_none() {
                self.new.insert((one.key.clone(), join(field, fresh.as_str())));
            }
            called.insert((*id).clone(), paired.unwrap_or(fresh));
        }
        called
    }

    fn read_agendas<'a>(
        &mut self,
        ours: &Register,
        answered: impl Iterator<Item = (&'a Theirs, &'a Answer)>,
        names: &Names,
    ) {
        let meetings: Vec<_> =
            answered.filter(|(one, _)| one.key.collection == Collection::Meetings).collect();
        let points = meetings.iter().filter_map(|(one, _)| one.json.get("agenda")).flat_map(live);
        let wanted: HashSet<&str> = points.filter_map(|(_, line)| text(line, "carried_from")).collect();
        for (one, answer) in meetings.iter().filter(|(one, _)| wanted.contains(one.key.id.as_str())) {
            let points = self.lines_of(ours, one, &answer.ours, "agenda", names);
            self.agendas.insert(one.key.id.to_string(), points);
        }
    }

    /// The need of a reference to a line; none where the line is here.
    fn need(&self, key: RecordKey, list: &str, id: &Id) -> Option<Need> {
        let of = (key, join(list, id.as_str()));
        let is_new = self.new.contains(&of);
        is_new.then(|| Need { key: of.0, line: Some(of.1), falls: String::new() })
    }
}

/// Where a record or line stands on both sides, and what cannot stand without its leading reference.
#[derive(Clone, Copy)]
struct Place<'a> {
    theirs: &'a str,
    ours: &'a str,
    falls: &'a str,
    /// Whether it has the id here that it gets as a new one.
    is_fresh: bool,
}

struct Differ<'a> {
    sides: Sides<'a>,
    one: &'a Theirs,
    answer: &'a Answer,
    names: &'a Names,
    lists: &'a Lists,
    is_new: &'a HashMap<&'a RecordKey, bool>,
    fresh: HashMap<String, Id>,
    /// All that ours says, once it was asked for: a change is read for it.
    held: Option<Few<String, Value>>,
    found: Vec<Difference>,
}

impl Differ<'_> {
    /// Theirs and ours of one record or line; ours is empty where it is new.
    fn node(
        &mut self,
        above: Option<&'static Shape>,
        shape: &'static Shape,
        at: Place<'_>,
        [theirs, ours]: [&Map<String, Value>; 2],
        base: Option<&Map<String, Value>>,
    ) {
        let before = self.found.len();
        for field in shape.fields.iter().filter(|field| field.name != "gone") {
            let name = field.name;
            if let Of::Lines(below) = field.kind {
                self.list(List { above: shape, shape: below }, name, at, [theirs, ours], base);
                continue;
            }
            let kind = kind_of(above, shape, name, theirs).unwrap_or(field.kind);
            let (said, was) = (theirs.get(name), base.and_then(|base| base.get(name)));
            let is_as_sent = base.is_some() && said == was;
            // The place among siblings is no business of a copy's, but where it made the line.
            let is_place = name == "order" && !at.is_fresh;
            if is_as_sent || is_place || (said.is_none() && base.is_none()) {
                continue;
            }
            self.leaf(shape, kind, name, at, said, ours.get(name));
        }
        // Theirs have what was removed here: to be brought back.
        if is_gone(ours) && (base.is_none() || self.found.len() > before) {
            self.push(at, "gone", Kind::Differs, None, None);
        }
    }

    fn list(
        &mut self,
        list: List,
        name: &str,
        at: Place<'_>,
        [theirs, ours]: [&Map<String, Value>; 2],
        base: Option<&Map<String, Value>>,
    ) {
        let (theirs, ours) = (theirs.get(name), ours.get(name));
        let base = base.map(|base| base.get(name).and_then(Value::as_object));
        let (their_list, our_list) = (join(at.theirs, name), join(at.ours, name));
        let lines = theirs.map(in_order).unwrap_or_default();
        let path = |id: &str| join(&their_list, id);
        let fresh: Vec<Id> = lines
            .iter()
            .map(|(id, _)| self.fresh.get(&path(id)).cloned().unwrap_or_else(|| id.as_str().into()))
            .collect();
        let paired = list.pair(&lines, ours, &fresh, self.names);
        let empty = Map::new();
        let our_line = |id: &str| ours.and_then(|lines| lines.get(id)).and_then(Value::as_object);
        for (((id, line), paired), fresh) in lines.iter().zip(paired).zip(fresh) {
            let is_fresh = paired.as_ref().is_none_or(|paired| *paired == fresh);
            let our_id = paired.unwrap_or(fresh);
            let ours = our_line(our_id.as_str()).unwrap_or(&empty);
            let was = base.flatten().and_then(|lines| lines.get(*id)).and_then(Value::as_object);
            let here = join(&our_list, our_id.as_str());
            let spreads = match list.shape.name {
                "ShareOf" => true,
                "Contributor" => self.answer.found == Found::New,
                _ => false,
            };
            let falls = if spreads { at.ours } else { &here };
            let at = Place { theirs: &path(id), ours: &here, falls, is_fresh };
            self.node(Some(list.above), list.shape, at, [line, ours], was);
        }
        let removed = theirs.and_then(Value::as_object).into_iter().flatten();
        let removed = removed.filter(|(_, line)| line.as_object().is_some_and(is_gone));
        for (id, _) in removed {
            let was = base.flatten().and_then(|lines| lines.get(id)).and_then(Value::as_object);
            if was.is_some_and(|was| !is_gone(was)) && our_line(id).is_some_and(|ours| !is_gone(ours)) {
                let at = Place { theirs: &path(id), ours: &join(&our_list, id), falls: "", is_fresh: false };
                self.push(at, "gone", Kind::Removed, Some(Value::Bool(true)), None);
            }
        }
    }

    fn leaf(
        &mut self,
        shape: &Shape,
        kind: Of,
        name: &str,
        at: Place<'_>,
        said: Option<&Value>,
        ours: Option<&Value>,
    ) {
        let Some(said) = said else {
            // What only does not parse was not cleared.
            let theirs = self.sides.theirs.leaf(&self.one.key, &join(at.theirs, name));
            if ours.is_some() && theirs.is_none_or(|(value, _)| value.is_null()) {
                self.push(at, name, Kind::Removed, None, None);
            }
            return;
        };
        let here = join(at.ours, name);
        let (value, mut need) = match (shape.name, name) {
            ("AgendaItem", "continues") => self.point(at, said),
            _ => (self.names.leaf(kind, said), self.need(kind, said)),
        };
        let Some(value) = value else { return };
        if ours.is_some_and(|ours| are_same(kind, &value, ours)) {
            return;
        }
        if let Some(need) = &mut need {
            need.falls = if leads(shape, name).is_some() { at.falls.to_owned() } else { here };
        }
        let is_there = ours.is_some() || self.is_there(&join(at.ours, name));
        self.push(at, name, if is_there { Kind::Differs } else { Kind::Added }, Some(value), need);
    }

    /// Whether ours says something there, be it that it does not parse.
    fn is_there(&mut self, path: &str) -> bool {
        let (ours, key) = (self.sides.ours, &self.answer.ours);
        let held = self.held.get_or_insert_with(|| ours.leaves(key, |_| true));
        held.get(path).is_some_and(|value| !value.is_null())
    }

    /// What a reference to something new refers to.
    fn need(&self, kind: Of, said: &Value) -> Option<Need> {
        match (kind, said) {
            (Of::Ref(collection), Value::String(id)) => {
                let key = RecordKey::new(collection, id.as_str());
                let is_new = *self.is_new.get(&key)?;
                is_new.then(|| Need { key, line: None, falls: String::new() })
            }
            (Of::Area, Value::String(id)) => {
                self.lists.need(RecordKey::own(), "areas", self.names.areas.get(id.as_str())?)
            }
            _ => None,
        }
    }

    /// The point of another meeting's agenda that one goes on with.
    fn point(&self, at: Place<'_>, said: &Value) -> (Option<Value>, Option<Need>) {
        let Some(id) = said.as_str() else { return (None, None) };
        let names: Vec<&str> = at.theirs.split('/').collect();
        let line = match names.as_slice() {
            [list, line] => self.one.json.get(*list).and_then(|lines| lines.get(*line)?.as_object()),
            _ => None,
        };
        let meeting = line.and_then(|line| text(line, "carried_from"));
        let here = meeting.and_then(|meeting| self.lists.agendas.get(meeting)?.get(id));
        match (here, meeting) {
            (Some(here), Some(meeting)) => {
                let need = self.lists.need(RecordKey::new(Collection::Meetings, meeting), "agenda", here);
                (Some(here.as_str().into()), need)
            }
            _ => (self.names.keeps_ids.then(|| said.clone()), None),
        }
    }

    fn push(&mut self, at: Place<'_>, name: &str, kind: Kind, value: Option<Value>, need: Option<Need>) {
        let said = |value| Said { value, change: None, sources: Vec::new() };
        self.found.push(Difference {
            path: join(at.ours, name),
            their_path: join(at.theirs, name),
            kind,
            ours: None,
            theirs: Some(said(value.unwrap_or_default())),
            since: false,
            is_later: false,
            need,
        });
    }
}

/// The records that they were sent and removed.
pub(super) fn removed(ours: &Register, theirs: &Register, base: &Register) -> Vec<Match> {
    let mut all = Vec::new();
    for key in base.keys().filter(|key| base.is_live(key.collection, &key.id)) {
        let is_removed = is_gone(&theirs.json(key)) && ours.is_live(key.collection, &key.id);
        if !is_removed || *key == RecordKey::own() {
            continue;
        }
        let said = |value, change| Some(Said { value, change, sources: Vec::new() });
        let change = theirs.leaf(key, "gone").map(|(_, change)| Arc::clone(change));
        let leaf = Difference {
            path: "gone".to_owned(),
            their_path: "gone".to_owned(),
            kind: Kind::Removed,
            ours: None,
            theirs: said(Value::Bool(true), change),
            since: false,
            is_later: false,
            need: None,
        };
        all.push(Match {
            theirs: key.clone(),
            ours: key.clone(),
            found: Found::Paired(Sure::Certain, Why::Id),
            others: Vec::new(),
            leaves: vec![leaf],
            hidden: Vec::new(),
            is_maimed: false,
        });
    }
    all
}
