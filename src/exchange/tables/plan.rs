//! Which tables there are: one for each collection and for each list of lines, as the shapes say.

use super::{Column, ColumnKind, OTHERS, Table, leaf};
use crate::register::{Collection, Field, Kind, Shape};

/// The table of a collection, or of a list of lines in it.
pub(super) struct Plan {
    /// Its name.
    pub name: String,
    /// The collection.
    pub collection: Collection,
    /// The lists on the way to its lines; none for the records themselves.
    pub lists: Vec<&'static str>,
    /// What each row has.
    pub shape: &'static Shape,
}

/// All of them; what lines are of stands before these.
pub(super) fn all() -> Vec<Plan> {
    Collection::ALL.iter().flat_map(|collection| of(*collection)).collect()
}

/// Those of one collection.
pub(super) fn of(collection: Collection) -> Vec<Plan> {
    let (name, shape) = (collection.word().to_owned(), collection.shape());
    let mut plans = Vec::new();
    put(Plan { name, collection, lists: Vec::new(), shape }, &mut plans);
    plans
}

fn put(plan: Plan, plans: &mut Vec<Plan>) {
    let below = plan.shape.fields.iter().filter_map(|field| {
        let Kind::Lines(shape) = field.kind else { return None };
        let lists = plan.lists.iter().copied().chain([field.name]).collect();
        let name = format!("{}-{}", plan.name, field.name);
        Some(Plan { name, collection: plan.collection, lists, shape })
    });
    let below: Vec<Plan> = below.collect();
    plans.push(plan);
    for plan in below {
        put(plan, plans);
    }
}

impl Plan {
    /// The table, empty.
    pub fn table(&self) -> Table {
        let text = |name: &str| Column { name: name.to_owned(), kind: ColumnKind::Text };
        let mut columns: Vec<Column> = Vec::new();
        if let Some((_, above)) = self.lists.split_last() {
            columns.push(text("record"));
            columns.extend(above.iter().map(|list| text(list)));
        }
        columns.push(text("id"));
        let keys = columns.len();
        for field in self.fields() {
            columns.extend(of_field(field));
        }
        Table { name: self.name.clone(), keys, columns, rows: Vec::new() }
    }

    /// The fields that stand in columns. What was removed has no row.
    pub fn fields(&self) -> impl Iterator<Item = &'static Field> {
        self.shape.fields.iter().filter(|field| field.kind.is_leaf() && field.name != "gone")
    }
}

/// The columns of a field.
pub(super) fn of_field(field: &Field) -> impl Iterator<Item = Column> {
    let name = field.name;
    leaf::parts(field.kind).into_iter().map(move |(part, kind)| {
        let name = if part.is_empty() { name.to_owned() } else { format!("{name}.{part}") };
        Column { name, kind }
    })
}

/// The table of what is not known, empty.
pub(super) fn others() -> Table {
    let column = |(name, kind): (&str, ColumnKind)| Column { name: name.to_owned(), kind };
    let text = ColumnKind::Text;
    let columns = [("collection", text), ("record", text), ("path", text), ("value", ColumnKind::Json)];
    Table { name: OTHERS.to_owned(), keys: 3, columns: columns.map(column).into(), rows: Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_and_every_column_has_a_name_of_its_own() {
        let mut names: Vec<String> = all().into_iter().map(|plan| plan.name).collect();
        names.push(OTHERS.to_owned());
        let count = names.len();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), count);
        for plan in all() {
            let table = plan.table();
            assert_eq!(table.parent().is_some(), !plan.lists.is_empty());
            for column in &table.columns {
                let same = table.columns.iter().filter(|other| other.name == column.name).count();
                assert_eq!(same, 1, "{} {}", table.name, column.name);
            }
        }
    }

    #[test]
    fn the_sources_of_entries_stand_in_a_table_of_their_own() {
        let plan = of(Collection::Contributions).into_iter();
        let table = plan.map(|plan| plan.table()).find(|one| one.name == "contributions-entries-sources");
        let table = table.unwrap();
        let names: Vec<&str> = table.columns.iter().map(|column| column.name.as_str()).collect();
        assert_eq!(names, ["record", "entries", "id", "source", "place", "confidence", "order"]);
        assert_eq!((table.keys, table.parent()), (3, Some("contributions-entries")));
    }
}
