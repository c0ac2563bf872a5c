//! Points of agendas: what a series left open, what takes it up again, and its history up to its end.

use crate::register::{
    Action, ActionState, AgendaItem, Arrange, Day, Each, Few, Id, Meeting, Node, Ref, Register,
};

use super::between::{Place, place_of};
use super::open_actions;

/// One point of the agenda of a meeting.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct AgendaPoint {
    /// The meeting.
    pub meeting: Id,
    /// The line of its agenda.
    pub item: Id,
}

/// Something that earlier meetings of a series left open and no meeting has taken up again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenPoint {
    /// The meeting that left it open.
    pub from: Id,
    /// The point of its agenda; nothing for an action that belongs to none.
    pub item: Option<Id>,
    /// That action.
    pub action: Option<Id>,
}

impl OpenPoint {
    /// The line by which another meeting takes it up: references, and nothing copied.
    pub fn line(&self) -> AgendaItem {
        AgendaItem {
            carried_from: Some(Ref::from(self.from.clone())),
            continues: self.item.as_ref().map(Id::to_string),
            action: self.action.clone().map(Ref::from),
            ..AgendaItem::default()
        }
    }
}

/// What happened to a point at one meeting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HistoryStep {
    /// The meeting.
    pub meeting: Id,
    /// The lines of its agenda that are the point.
    pub items: Vec<Id>,
    /// The actions that it made of the point.
    pub made: Vec<Id>,
    /// The actions of the point that it closed.
    pub closed: Vec<(Id, ActionState)>,
}

/// A point from the first meeting that had it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    /// Meeting by meeting, in their order; one without a date comes last.
    pub steps: Vec<HistoryStep>,
    /// Its actions, by id.
    pub actions: Vec<Id>,
    /// Whether it is still open.
    pub open: bool,
}

/// The agendas of a register, with what goes on with what, as things stand on a day.
pub struct Agendas<'a> {
    register: &'a Register,
    open: Vec<Id>,
    links: Vec<(AgendaPoint, AgendaPoint)>,
    /// Which points an action belongs to.
    uses: Vec<(Id, AgendaPoint)>,
}

impl<'a> Agendas<'a> {
    /// Those of a register on a day.
    pub fn of(register: &'a Register, on: Day) -> Self {
        let (mut links, mut uses) = (Vec::new(), Vec::new());
        for (meeting, record) in register.meetings.live() {
            for (item, line) in record.agenda.live() {
                let point = AgendaPoint { meeting: meeting.clone(), item: item.clone() };
                links.extend(before(register, line).map(|earlier| (earlier, point.clone())));
                uses.extend(actions_of(line).map(|action| (action.id().clone(), point.clone())));
            }
        }
        Agendas { register, open: open_actions(register, on), links, uses }
    }

    /// The points that take a point up again.
    pub fn after(&self, point: &AgendaPoint) -> Vec<AgendaPoint> {
        self.links.iter().filter(|(earlier, _)| earlier == point).map(|(_, later)| later.clone()).collect()
    }

    /// A point with all that it goes on with and all that goes on with it.
    fn chain(&self, point: &AgendaPoint) -> Each<AgendaPoint> {
        let mut found: Each<AgendaPoint> = Each::new();
        let mut waiting = vec![point.clone()];
        while let Some(next) = waiting.pop() {
            if !found.insert(next.clone()) {
                continue;
            }
            for (earlier, later) in &self.links {
                if *earlier == next {
                    waiting.push(later.clone());
                } else if *later == next {
                    waiting.push(earlier.clone());
                }
            }
        }
        found
    }

    /// The history of a point.
    pub fn history(&self, point: &AgendaPoint) -> History {
        self.told(&self.chain(point), Vec::new())
    }

    /// The history of an action, with that of the points to which it belongs.
    pub fn history_of_action(&self, action: &Id) -> History {
        let own = self.uses.iter().filter(|(other, _)| other == action);
        let points: Each<AgendaPoint> = own.flat_map(|(_, point)| self.chain(point)).collect();
        self.told(&points, vec![action.clone()])
    }

    fn told(&self, points: &Each<AgendaPoint>, actions: Vec<Id>) -> History {
        let lines = points.iter().filter_map(|point| line(self.register, point));
        let mut actions: Each<Id> = actions.into_iter().collect();
        actions.extend(lines.flat_map(|line| actions_of(line).map(|action| action.id().clone())));
        let mut steps = Few::new();
        for point in points.iter() {
            step(&mut steps, &point.meeting).items.push(point.item.clone());
        }
        for (id, action) in actions.iter().filter_map(|id| Some((id, self.register.actions.get(id)?))) {
            if let Some(made) = &action.made_at {
                step(&mut steps, made.id()).made.push(id.clone());
            }
            let closed = action.state.filter(|state| *state != ActionState::Open);
            if let (Some(state), Some(meeting)) = (closed, &action.closed_at) {
                step(&mut steps, meeting.id()).closed.push((id.clone(), state));
            }
        }
        let mut steps: Vec<HistoryStep> = steps.into_iter().map(|(_, step)| step).collect();
        steps.arrange_by(|a, b| place(self.register, &a.meeting).cmp(&place(self.register, &b.meeting)));
        History { open: self.is_open(points, &actions), steps, actions: actions.to_vec() }
    }

    /// As somebody said at its latest line; else as its actions are; else as long as nothing came of it.
    fn is_open(&self, points: &Each<AgendaPoint>, actions: &Each<Id>) -> bool {
        let latest = points.iter().filter(|point| self.links.iter().all(|(earlier, _)| earlier != *point));
        let latest: Vec<_> = latest.filter_map(|point| line(self.register, point)).collect();
        let said: Vec<bool> = latest.iter().filter_map(|line| line.open).collect();
        if !said.is_empty() {
            return said.contains(&true);
        }
        if actions.is_empty() {
            return latest.iter().any(|line| line.outcomes.is_empty());
        }
        actions.iter().any(|id| self.is_action_open(id))
    }

    /// One that is to be made later is open as well: what it belongs to is not settled.
    fn is_action_open(&self, id: &Id) -> bool {
        let recorded = self.register.actions.get(id);
        self.open.contains(id)
            || recorded.is_some_and(|action| action.state.is_none_or(|state| state == ActionState::Open))
    }

    /// What earlier meetings of the same series left open and no meeting took up again, meeting by meeting. Before a
    /// meeting without a date all others were.
    pub fn open_before(&self, meeting: &Id) -> Vec<OpenPoint> {
        let Some(this) = self.register.meetings.get(meeting) else { return Vec::new() };
        let own = place_of(meeting, this);
        let others = self.register.meetings.live();
        let others = others.filter(|(id, other)| *id != meeting && other.series == this.series);
        let mut earlier: Vec<_> =
            others.filter_map(|(id, other)| Some((place_of(id, other)?, other))).collect();
        earlier.retain(|(place, _)| own.as_ref().is_none_or(|own| place < own));
        earlier.arrange_by(|(a, _), (b, _)| a.cmp(b));
        let mut found = Vec::new();
        for ((.., id), record) in earlier {
            let items =
                record.agenda.live().map(|(item, _)| AgendaPoint { meeting: id.clone(), item: item.clone() });
            let waiting = items.filter(|point| self.after(point).is_empty() && self.history(point).open);
            found.extend(waiting.map(|point| OpenPoint {
                from: id.clone(),
                item: Some(point.item),
                action: None,
            }));
            for action in &self.open {
                let made = self.register.actions.get(action).is_some_and(|action| is_of(&action.made_at, id));
                if made && self.uses.iter().all(|(used, _)| used != action) {
                    found.push(OpenPoint { from: id.clone(), item: None, action: Some(action.clone()) });
                }
            }
        }
        found
    }
}

/// What a point of an agenda is called: by its own title, by that of the point that it goes on with, or by its action.
pub fn point_title(register: &Register, item: &AgendaItem) -> Option<String> {
    let mut item = item;
    let mut seen: Each<AgendaPoint> = Each::new();
    loop {
        if let Some(title) = item.title.as_deref().map(str::trim).filter(|title| !title.is_empty()) {
            return Some(title.to_owned());
        }
        match before(register, item).filter(|earlier| seen.insert(earlier.clone())) {
            Some(earlier) => item = line(register, &earlier)?,
            None => break,
        }
    }
    let action = register.actions.get(item.action.as_ref()?.id())?;
    action.text.clone()
}

/// The point that a line goes on with.
pub fn before(register: &Register, item: &AgendaItem) -> Option<AgendaPoint> {
    let point = AgendaPoint {
        meeting: item.carried_from.as_ref()?.id().clone(),
        item: item.continues.as_deref()?.into(),
    };
    line(register, &point).is_some().then_some(point)
}

/// The line of a point, unless it or its meeting was removed.
pub fn line<'a>(register: &'a Register, point: &AgendaPoint) -> Option<&'a AgendaItem> {
    let meeting = register.meetings.get(&point.meeting)?;
    meeting.agenda.0.get(&point.item).filter(|line| !line.is_gone())
}

fn actions_of(line: &AgendaItem) -> impl Iterator<Item = &Ref<Action>> {
    line.outcomes.values().filter_map(|outcome| outcome.action.as_ref()).chain(&line.action)
}

fn is_of(meeting: &Option<Ref<Meeting>>, id: &Id) -> bool {
    meeting.as_ref().is_some_and(|meeting| meeting.id() == id)
}

/// Where a meeting stands among others; one without a date comes last.
fn place<'a>(register: &'a Register, id: &'a Id) -> (bool, Option<Place<'a>>) {
    let place = register.meetings.get(id).and_then(|meeting| place_of(id, meeting));
    (place.is_none(), place)
}

fn step<'a>(steps: &'a mut Few<Id, HistoryStep>, meeting: &Id) -> &'a mut HistoryStep {
    steps.or_insert_with(meeting.clone(), || HistoryStep {
        meeting: meeting.clone(),
        items: Vec::new(),
        made: Vec::new(),
        closed: Vec::new(),
    })
}
