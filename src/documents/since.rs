//! What is new since a meeting or another day, in plain sentences for a letter or a note to speak from.

use super::confirmed::Told;
use super::fact_sheet::MONEY;
use super::scribe::{Scribe, Seen, clause, meeting};
use super::tree::{Document, Inline, Text, plain};
use super::{Audience, Brief, Known, press};
use crate::figures::{Between, Changed, Closed, Compared, Joined, Ledger, Of, Since, Who, between};
use crate::register::checks::capital;
use crate::register::{
    Action, ActionState, Day, Each, Id, Measure, Meeting, Purchase, PurchaseStepKind, RecordKey,
};
use crate::words::{and, count, labels, numeral};

/// How many givers the first sentence names before it only counts them.
const NAMED: usize = 4;

/// What is new since a moment, up to the day asked for.
pub fn since(brief: &Brief<'_>, since: &Since, audience: Audience) -> Document {
    let seen = Seen::by(audience, brief);
    let ledger = Ledger::of(&seen.public.register);
    let mut scribe = Scribe::new(brief, &seen, &ledger);
    let all = between(scribe.register, &scribe.figures, since.day, &[]);
    let money = MONEY.map(|measure| Compared::new(&scribe.figures, since.day, measure));
    scribe.lead(since, &all, &money);
    scribe.grown(&money, since.day);
    scribe.came_and_went(&all.members);
    scribe.moved(&all);
    scribe.acted(&all);
    scribe.met(&all);
    let title = match since.meeting.as_ref().and_then(|id| meeting(scribe.register, id)) {
        Some(meeting) => format!("New since the {}", clause(&scribe.title_of(meeting))),
        None => format!("New since {}", scribe.day(since.day)),
    };
    scribe.finish("What is new", title)
}

/// What happened beside money, each as a clause: “one member joined”, “no purchase moved”.
pub fn news(between: &Between) -> Vec<String> {
    let Joined { joined, left, disputed, .. } = &between.members;
    let (joined, left) = (joined.len(), left.len());
    let mut members = match (joined, left) {
        (0, 0) => "no member joined or left".to_owned(),
        (_, 0) => format!("{} joined", count(joined, "member", "members")),
        (0, _) => format!("{} left", count(left, "member", "members")),
        _ => format!("{} joined and {} left", count(joined, "member", "members"), numeral(left)),
    };
    if !disputed.is_empty() {
        let is = if disputed.len() == 1 { "is" } else { "are" };
        members.push_str(&format!(" and {} {is} disputed now", numeral(disputed.len())));
    }
    let moved = match between.purchases.len() {
        0 => "no purchase moved".to_owned(),
        number => format!("{} moved", count(number, "purchase", "purchases")),
    };
    let (opened, closed) = (between.opened.len(), between.closed.len());
    let done = |number: usize, what: &str| {
        format!("{} {} {what}", count(number, "action", "actions"), if number == 1 { "was" } else { "were" })
    };
    let actions = match (opened, closed) {
        (0, 0) => "no action was opened or closed".to_owned(),
        (_, 0) => done(opened, "opened"),
        (0, _) => done(closed, "closed"),
        _ => format!("{} and {} closed", done(opened, "opened"), numeral(closed)),
    };
    vec![members, moved, actions]
}

/// Who gave what is new in a figure: “by Denmark and Latvia, and jointly by Belgium and Estonia”. Nothing where more
/// gave than a sentence holds. `names` puts parties in a row.
pub fn givers(changed: &Changed, names: &dyn Fn(&[Id]) -> String) -> String {
    let new = changed.rows.iter().filter(|row| !row.change.is_zero() && !row.change.is_sign_negative());
    let all: Each<&Who> = new.map(|row| &row.who).collect();
    if all.len() > NAMED {
        return String::new();
    }
    let mut alone: Vec<Id> = Vec::new();
    let mut others = Vec::new();
    for who in &all {
        match who {
            Who::Party(id) => alone.push(id.clone()),
            Who::Together(ids) if all.len() == 1 => others.push(format!("by {} together", names(ids))),
            Who::Together(ids) => others.push(format!("jointly by {}", names(ids))),
            Who::NotStated => others.push("by a giver who is not stated".to_owned()),
        }
    }
    let alone = (!alone.is_empty()).then(|| format!("by {}", names(&alone)));
    alone.into_iter().chain(others).collect::<Vec<_>>().join(", and ")
}

/// “Two contributions without a stated value”, of what is new; nothing where all of it has one.
fn without_figure(changed: &Changed) -> Option<String> {
    let bare: Vec<_> = changed.rows.iter().filter(|row| row.is_new && row.without_figure).collect();
    let bought = bare.iter().filter(|row| matches!(row.of, Some(Of::Purchase(_)))).count();
    let (one, many) = match bought {
        0 => ("contribution", "contributions"),
        all if all == bare.len() => ("purchase", "purchases"),
        _ => ("record", "records"),
    };
    (!bare.is_empty()).then(|| format!("{} without a stated value", count(bare.len(), one, many)))
}

impl Scribe<'_> {
    /// The moment inside a sentence: “the second meeting of the steering group on 3 April 2024”.
    fn moment(&self, since: &Since) -> String {
        let found = since.meeting.as_ref().and_then(|id| meeting(self.register, id));
        let Some(found) = found else { return self.day(since.day) };
        let date = found.date.as_ref().map(|date| format!(" {}", self.when(date))).unwrap_or_default();
        format!("the {}{date}", clause(found.title.as_deref().unwrap_or("meeting")))
    }

    fn lead(&mut self, since: &Since, all: &Between, money: &[Compared]) {
        let name = self.moment(since);
        let days = usize::try_from((all.until - all.from).num_days()).unwrap_or_default();
        let until = self.day(all.until);
        let mut text = plain(format!("Since {name}, in {} up to {until}: ", count(days, "day", "days")));
        let raised = money.iter().find(|one| one.after.measure == Measure::Raised);
        match raised.filter(|one| !one.changed.change.is_zero()) {
            Some(one) => {
                text.push(self.change(one, since.day));
                let cut = one.changed.change.is_sign_negative();
                let by = givers(&one.changed, &|ids| self.all_in_prose(ids));
                let said = if cut { " raised".to_owned() } else { format!(" new, raised {by}") };
                text.push(Inline::Plain(said.trim_end().to_owned()));
            }
            None => text.push(Inline::Plain("no new sum was raised".to_owned())),
        }
        text.push(Inline::Plain(format!("; {}.", news(all).join("; "))));
        self.paragraph(text);
    }

    /// By how much a figure grew, in prose, with a footnote of what came into it and what went out.
    fn change(&mut self, one: &Compared, from: Day) -> Inline {
        let own = self.qualified(one.difference());
        let whose = format!("New since {}", self.day(from));
        self.part_of(&one.after, own, &whose)
    }

    /// Every figure that changed, from what to what, and the pledges and commitments behind it.
    fn grown(&mut self, money: &[Compared], from: Day) {
        let (mut items, mut still) = (Vec::new(), Vec::new());
        for one in money {
            if one.is_changed() {
                items.push(self.growth(one, from));
            } else if one.is_any() {
                still.push(labels::choice_label(one.after.measure.word()).to_lowercase());
            }
        }
        self.heading("Money");
        if items.is_empty() {
            self.sentence("No figure changed.".to_owned(), None);
        } else if !still.is_empty() {
            items.push(plain(format!("Unchanged: {}.", and(&still))));
        }
        self.list(items);
        let new: Vec<Told> = self.pledged_since(Some(from));
        let number = count(new.len(), "pledge or commitment", "pledges and commitments");
        self.new_ones(&new, &format!("{} made since:", capital(&number)));
    }

    /// “Raised: 22 million euros more, now more than 54 million euros after more than 32 million euros.”
    fn growth(&mut self, one: &Compared, from: Day) -> Text {
        let changed = &one.changed;
        let mut text = plain(format!("{}: ", labels::choice_label(changed.measure.word())));
        let without = without_figure(changed);
        if changed.change.is_zero() {
            let new = without.map(|without| format!("{without} more, ")).unwrap_or_default();
            text.push(Inline::Plain(format!("{new}still ")));
            text.push(self.figure(&one.after));
        } else {
            text.push(self.change(one, from));
            let and = without.map(|without| format!(" and {without}")).unwrap_or_default();
            let more = if changed.change.is_sign_negative() { "" } else { " more" };
            text.push(Inline::Plain(format!("{and}{more}, now ")));
            text.push(self.figure(&one.after));
            text.push(Inline::Plain(" after ".to_owned()));
            let nothing = changed.before.amount.is_zero() && changed.before.unvalued == 0;
            text.push(if nothing { Inline::Plain("nothing".to_owned()) } else { self.figure(&one.before) });
        }
        for beside in &changed.unconverted {
            let sum = press(beside.sum.value, beside.sum.currency, Known::Exactly, self.locale);
            text.push(Inline::Plain(format!("; {sum} more are not converted")));
        }
        text.push(Inline::Plain(".".to_owned()));
        text
    }

    fn came_and_went(&mut self, members: &Joined) {
        let verb =
            |ids: &[Id], one: &str, many: &str| if ids.len() == 1 { one.to_owned() } else { many.to_owned() };
        let pick = |all: &[(Id, bool)], wanted: bool| -> Vec<Id> {
            all.iter().filter(|(_, is)| *is == wanted).map(|(id, _)| id.clone()).collect()
        };
        let disputed: Vec<Id> = members.disputed.iter().map(|(id, _)| id.clone()).collect();
        let (counted, not) = (pick(&members.settled, true), pick(&members.settled, false));
        let groups = [
            (&members.joined, verb(&members.joined, "joined", "joined")),
            (&members.left, verb(&members.left, "left", "left")),
            (&disputed, verb(&disputed, "is disputed now", "are disputed now")),
            (&counted, verb(&counted, "is a member beyond dispute now", "are members beyond dispute now")),
            (&not, verb(&not, "is no member beyond dispute now", "are no members beyond dispute now")),
        ];
        let said = groups.into_iter().filter(|(ids, _)| !ids.is_empty());
        let items: Vec<Text> =
            said.map(|(ids, verb)| plain(format!("{} {verb}.", capital(&self.all_in_prose(ids))))).collect();
        if items.is_empty() {
            return;
        }
        self.heading("Members");
        let number = count(members.after, "member", "members");
        let before = numeral(members.before);
        self.sentence(format!("{} now, after {before}.", capital(&number)), None);
        self.list(items);
    }

    fn moved(&mut self, all: &Between) {
        let stage = |kind: Option<PurchaseStepKind>| {
            kind.map_or_else(
                || "nothing on record".to_owned(),
                |kind| labels::choice_label(kind.word()).to_lowercase(),
            )
        };
        let mut items = Vec::new();
        for one in &all.purchases {
            let Some(purchase) = self.register.purchases.get(&one.purchase).cloned() else { continue };
            let title = purchase.title.clone().unwrap_or_else(|| format!("Purchase {}", one.purchase));
            let mut text = vec![
                Inline::Record(title, RecordKey::of::<Purchase>(&one.purchase)),
                Inline::Plain(format!(": from {} to {}.", stage(one.then), stage(one.now))),
            ];
            text.extend(self.cite([&purchase.sources]));
            items.push(text);
        }
        if !items.is_empty() {
            self.heading("Purchases that moved");
            self.list(items);
        }
    }

    fn acted(&mut self, all: &Between) {
        let mut items: Vec<Text> = Vec::new();
        for id in &all.opened {
            let at = self.register.actions.get(id).and_then(|action| action.made_at.clone());
            items.push(self.action_line(id, "Opened", at.as_ref().map(|at| at.id())));
        }
        for Closed { action, state, meeting } in &all.closed {
            let lead = if *state == ActionState::Dropped { "Dropped" } else { "Done" };
            items.push(self.action_line(action, lead, Some(meeting)));
        }
        if !items.is_empty() {
            self.heading("Actions");
            self.list(items);
        }
    }

    /// “Done: NSPA, release the first purchase orders (19th UDCG meeting).”
    fn action_line(&mut self, id: &Id, lead: &str, at: Option<&Id>) -> Text {
        let Some(action) = self.register.actions.get(id).cloned() else { return Text::new() };
        let owner = action.owner.as_ref().map(|owner| format!("{}, ", self.party(owner.id())));
        let what = clause(action.text.as_deref().unwrap_or("an action without words"));
        let mut text = vec![
            Inline::Plain(format!("{lead}: {}", owner.unwrap_or_default())),
            Inline::Record(what, RecordKey::of::<Action>(id)),
        ];
        if let Some((at, record)) = at.and_then(|at| Some((at, meeting(self.register, at)?))) {
            text.push(Inline::Plain(" (".to_owned()));
            text.push(Inline::Record(self.title_of(record), RecordKey::of::<Meeting>(at)));
            text.push(Inline::Plain(")".to_owned()));
        }
        text.push(Inline::Plain(".".to_owned()));
        text.extend(self.cite([&action.sources]));
        text
    }

    fn met(&mut self, all: &Between) {
        let mut items = Vec::new();
        for held in &all.meetings {
            let Some(record) = meeting(self.register, &held.meeting) else { continue };
            let date = record.date.as_ref().map(|date| self.date(date)).unwrap_or_default();
            let name = Inline::Record(self.title_of(record), RecordKey::of::<Meeting>(&held.meeting));
            items.push(vec![name, Inline::Plain(format!(", {date}."))]);
        }
        if !items.is_empty() {
            self.heading("Meetings held");
            self.list(items);
        }
    }
}
