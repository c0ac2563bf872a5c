//! What is new since a meeting or another day, in plain sentences for a letter or a note to speak from.

use super::confirmed::Told;
use super::fact_sheet::MONEY;
use super::scribe::{Scribe, Seen, clause, ended, meeting};
use super::tree::{Document, Inline, Text, plain};
use super::worded::{filled, worded};
use super::{Audience, Brief, Known, press};
use crate::figures::{Between, Changed, Closed, Compared, Joined, Ledger, Of, Since, Who, between};
use crate::register::{
    Action, ActionState, Day, Each, Id, Measure, Meeting, Purchase, PurchaseStepKind, RecordKey,
};
use crate::said;
use crate::words::text;
use crate::words::text::areas::documents as names;
use crate::words::text::areas::meeting::ACTIONS;
use crate::words::text::areas::sheets as says;
use crate::words::text::areas::shell::MEMBERS;
use crate::words::{and, labels, semicolon};

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
        Some(meeting) => said!(says::NEW_SINCE_MEETING, meeting = clause(&scribe.title_of(meeting))),
        None => said!(says::NEW_SINCE, day = scribe.day(since.day)),
    };
    scribe.finish(names::WHAT_IS_NEW, title)
}

/// What happened beside money, each as a clause: “one member joined”, “no purchase moved”.
pub fn news(between: &Between) -> Vec<String> {
    let Joined { joined, left, disputed, .. } = &between.members;
    let mut members = match (joined.len(), left.len()) {
        (0, 0) => said!(says::NO_MEMBER_MOVED),
        (n, 0) => said!(says::JOINED, n),
        (0, n) => said!(says::LEFT_IT, n),
        (n, m) => said!(says::JOINED_AND_LEFT, n, m),
    };
    if !disputed.is_empty() {
        members = said!(says::AND_DISPUTED, members, n = disputed.len());
    }
    let moved = match between.purchases.len() {
        0 => said!(says::NO_PURCHASE_MOVED),
        n => said!(says::PURCHASES_MOVED, n),
    };
    let actions = match (between.opened.len(), between.closed.len()) {
        (0, 0) => said!(says::NO_ACTION_MOVED),
        (n, 0) => said!(says::OPENED, n),
        (0, n) => said!(says::CLOSED, n),
        (n, m) => said!(says::OPENED_AND_CLOSED, n, m),
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
            Who::Together(ids) if all.len() == 1 => others.push(said!(says::BY_TOGETHER, names = names(ids))),
            Who::Together(ids) => others.push(said!(says::BY_JOINTLY, names = names(ids))),
            Who::NotStated => others.push(said!(says::BY_UNSTATED)),
        }
    }
    let alone = (!alone.is_empty()).then(|| said!(says::BY_NAMES, names = names(&alone)));
    let all = alone.into_iter().chain(others);
    all.reduce(|before, next| said!(says::AND_BY, before, next)).unwrap_or_default()
}

/// “Two contributions without a stated value”, of what is new; nothing where all of it has one.
fn without_figure(changed: &Changed) -> Option<String> {
    let bare: Vec<_> = changed.rows.iter().filter(|row| row.is_new && row.without_figure).collect();
    let bought = bare.iter().filter(|row| matches!(row.of, Some(Of::Purchase(_)))).count();
    match (bare.len(), bought) {
        (0, _) => None,
        (n, 0) => Some(said!(names::CONTRIBUTIONS_WITHOUT, n)),
        (n, all) if all == n => Some(said!(names::PURCHASES_WITHOUT, n)),
        (n, _) => Some(said!(names::RECORDS_WITHOUT, n)),
    }
}

impl Scribe<'_> {
    /// The moment inside a sentence: “the second meeting of the steering group on 3 April 2024”.
    fn moment(&self, since: &Since) -> String {
        let found = since.meeting.as_ref().and_then(|id| meeting(self.register, id));
        let Some(found) = found else { return self.day(since.day) };
        let (title, when) = (found.title.as_deref(), self.behind(found.date.as_ref()));
        said!(says::MOMENT, meeting = clause(title.unwrap_or(says::A_MEETING.said())), when)
    }

    fn lead(&mut self, since: &Since, all: &Between, money: &[Compared]) {
        let moment = self.moment(since);
        let n = usize::try_from((all.until - all.from).num_days()).unwrap_or_default();
        let until = self.day(all.until);
        let raised = money.iter().find(|one| one.after.measure == Measure::Raised);
        let what = match raised.filter(|one| !one.changed.change.is_zero()) {
            Some(one) => {
                let sum = vec![self.change(one, since.day)];
                let by = givers(&one.changed, &|ids| self.all_in_prose(ids));
                match (one.changed.change.is_sign_negative(), by.is_empty()) {
                    (true, _) => worded!(says::CUT; ; sum = sum),
                    (false, true) => worded!(says::NEW_RAISED; ; sum = sum),
                    (false, false) => worded!(says::NEW_RAISED_BY; by; sum = sum),
                }
            }
            None => plain(said!(says::NO_NEW_SUM)),
        };
        self.paragraph(
            worded!(says::SINCE_LEAD; moment, n, until, news = news(all).join(semicolon()); what = what),
        );
    }

    /// By how much a figure grew, in prose, with a footnote of what came into it and what went out.
    fn change(&mut self, one: &Compared, from: Day) -> Inline {
        let own = self.qualified(one.difference());
        let whose = said!(says::NEW_SINCE, day = self.day(from));
        self.part_of(&one.after, own, &whose)
    }

    /// Every figure that changed, from what to what, and the pledges and commitments behind it.
    fn grown(&mut self, money: &[Compared], from: Day) {
        let (mut items, mut still) = (Vec::new(), Vec::new());
        for one in money {
            if one.is_changed() {
                items.push(self.growth(one, from));
            } else if one.is_any() {
                still.push(labels::inside(labels::choice_label(one.after.measure.word())));
            }
        }
        self.heading(says::MONEY);
        if items.is_empty() {
            self.sentence(said!(says::NO_CHANGE), None);
        } else if !still.is_empty() {
            items.push(plain(said!(says::UNCHANGED, measures = and(&still))));
        }
        self.list(items);
        let new: Vec<Told> = self.pledged_since(Some(from));
        self.new_ones(&new, said!(says::PLEDGES_SINCE, n = new.len()));
    }

    /// “Raised: 22 million euros more, now more than 54 million euros after more than 32 million euros.”
    fn growth(&mut self, one: &Compared, from: Day) -> Text {
        let changed = &one.changed;
        let measure = labels::choice_label(changed.measure.word());
        let without = without_figure(changed);
        let sums = changed
            .unconverted
            .iter()
            .map(|beside| press(beside.sum.value, beside.sum.currency, Known::Exactly, self.locale));
        let beside: String = sums.map(|sum| said!(says::MORE_NOT_CONVERTED, sum)).collect();
        if changed.change.is_zero() {
            let now = vec![self.figure(&one.after)];
            return match without {
                Some(without) => worded!(says::GROWN_WITHOUT; measure, without, beside; now = now),
                None => worded!(says::GROWN_STILL; measure, beside; now = now),
            };
        }
        let change = vec![self.change(one, from)];
        let without = without.map(|what| said!(names::AND_ALSO, what)).unwrap_or_default();
        let now = vec![self.figure(&one.after)];
        let nothing = changed.before.amount.is_zero() && changed.before.unvalued == 0;
        let before = if nothing { plain(said!(says::NOTHING)) } else { vec![self.figure(&one.before)] };
        if changed.change.is_sign_negative() {
            worded!(says::GROWN_LESS; measure, without, beside; change = change, now = now, before = before)
        } else {
            worded!(says::GROWN_MORE; measure, without, beside; change = change, now = now, before = before)
        }
    }

    fn came_and_went(&mut self, members: &Joined) {
        let pick = |all: &[(Id, bool)], wanted: bool| -> Vec<Id> {
            all.iter().filter(|(_, is)| *is == wanted).map(|(id, _)| id.clone()).collect()
        };
        let disputed: Vec<Id> = members.disputed.iter().map(|(id, _)| id.clone()).collect();
        let (counted, not) = (pick(&members.settled, true), pick(&members.settled, false));
        let mut items: Vec<Text> = Vec::new();
        let mut put = |ids: &[Id], said: &dyn Fn(usize, String) -> String| {
            if !ids.is_empty() {
                items.push(plain(said(ids.len(), self.all_in_prose(ids))));
            }
        };
        put(&members.joined, &|_, names| said!(says::THEY_JOINED, names));
        put(&members.left, &|_, names| said!(says::THEY_LEFT, names));
        put(&disputed, &|n, names| said!(says::DISPUTED_NOW, n, names));
        put(&counted, &|n, names| said!(says::MEMBER_BEYOND_DISPUTE, n, names));
        put(&not, &|n, names| said!(says::NO_MEMBER_BEYOND_DISPUTE, n, names));
        if items.is_empty() {
            return;
        }
        self.heading(MEMBERS);
        let (n, before) = (members.after, members.before);
        self.sentence(said!(says::MEMBERS_NOW, n, before), None);
        self.list(items);
    }

    fn moved(&mut self, all: &Between) {
        let stage = |kind: Option<PurchaseStepKind>| {
            kind.map_or_else(
                || said!(says::NOTHING_ON_RECORD),
                |kind| labels::inside(labels::choice_label(kind.word())),
            )
        };
        let mut items = Vec::new();
        for one in &all.purchases {
            let Some(purchase) = self.register.purchases.get(&one.purchase).cloned() else { continue };
            let title =
                purchase.title.clone().unwrap_or_else(|| said!(names::PURCHASE, id = one.purchase.as_str()));
            let title = vec![Inline::Record(title, RecordKey::of::<Purchase>(&one.purchase))];
            let (then, now) = (stage(one.then), stage(one.now));
            let mut text = worded!(says::MOVED_FROM_TO; then, now; title = title);
            text.extend(self.cite([&purchase.sources]));
            items.push(text);
        }
        if !items.is_empty() {
            self.heading(says::PURCHASES_THAT_MOVED);
            self.list(items);
        }
    }

    fn acted(&mut self, all: &Between) {
        let mut items: Vec<Text> = Vec::new();
        for id in &all.opened {
            let at = self.register.actions.get(id).and_then(|action| action.made_at.clone());
            items.push(self.action_line(id, says::ACTION_OPENED, at.as_ref().map(|at| at.id())));
        }
        for Closed { action, state, meeting } in &all.closed {
            let dropped = *state == ActionState::Dropped;
            let lead = if dropped { says::ACTION_DROPPED } else { says::ACTION_DONE };
            items.push(self.action_line(action, lead, Some(meeting)));
        }
        if !items.is_empty() {
            self.heading(ACTIONS);
            self.list(items);
        }
    }

    /// “Done: NSPA, release the first purchase orders (19th UDCG meeting).”
    fn action_line(&mut self, id: &Id, lead: text::Text, at: Option<&Id>) -> Text {
        let Some(action) = self.register.actions.get(id).cloned() else { return Text::new() };
        let owner = action.owner.as_ref().map(|owner| format!("{}, ", self.party(owner.id())));
        let what = clause(action.text.as_deref().unwrap_or(says::WITHOUT_WORDS.said()));
        let mut what =
            vec![Inline::Plain(owner.unwrap_or_default()), Inline::Record(what, RecordKey::of::<Action>(id))];
        if let Some((at, record)) = at.and_then(|at| Some((at, meeting(self.register, at)?))) {
            what.push(Inline::Plain(" (".to_owned()));
            what.push(Inline::Record(self.title_of(record), RecordKey::of::<Meeting>(at)));
            what.push(Inline::Plain(")".to_owned()));
        }
        let mut text = filled(lead, &[], &[("what", what)]);
        text.extend(self.cite([&action.sources]));
        text
    }

    fn met(&mut self, all: &Between) {
        let mut items = Vec::new();
        for held in &all.meetings {
            let Some(record) = meeting(self.register, &held.meeting) else { continue };
            let date = record.date.as_ref().map(|date| self.date(date)).unwrap_or_default();
            let name = Inline::Record(self.title_of(record), RecordKey::of::<Meeting>(&held.meeting));
            items.push(vec![name, Inline::Plain(ended(format!(", {date}")))]);
        }
        if !items.is_empty() {
            self.heading(says::MEETINGS_HELD);
            self.list(items);
        }
    }
}
