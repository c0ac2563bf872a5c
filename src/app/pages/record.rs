//! Any record: all that it says, where that comes from, what points to it, and who changed it.

use leptos::prelude::*;
use serde_json::{Map, Value};

use crate::app::desk::{Desk, Dialog, desk};
use crate::app::locale;
use crate::app::parts::titles;
use crate::app::route::Page;
use crate::register::checks::{may_remove, references_to};
use crate::register::{Arrange, Collection, Draft, Field, Kind, RecordKey, Register, Shape};
use crate::words::labels;

/// Fields that are shown in a way of their own, or not at all.
const APART: [&str; 4] = ["order", "gone", "readings", "sources"];

/// The page of a record without a page of its own kind.
#[component]
pub fn Record(
    /// Which record.
    key: RecordKey,
) -> impl IntoView {
    let desk = desk();
    let (one, _) = labels::collection_label(key.collection);
    let at = key.clone();
    let exists = Memo::new(move |_| desk.read(|register| register.is_live(at.collection, &at.id)));
    view! {
        <Show when=move || exists.get() fallback=move || view! { <Missing what=one /> }>
            <Heading key=key.clone() />
            <p class="point">{one}</p>
            <Tools key=key.clone() />
            <Fields key=key.clone() />
            <UsedIn key=key.clone() />
            <Changes key=key.clone() />
        </Show>
    }
}

/// The title of a record.
#[component]
pub fn Heading(
    /// Which record.
    key: RecordKey,
) -> impl IntoView {
    let desk = desk();
    view! { <h1 tabindex="-1">{move || desk.read(|register| titles::title(register, &key, &*locale()))}</h1> }
}

/// What stands where a record should be that is not there, or not yet, or no more.
#[component]
pub fn Missing(
    /// What one is called.
    what: &'static str,
) -> impl IntoView {
    let desk = desk();
    view! {
        <h1 tabindex="-1">{what} " not found"</h1>
        <p class="point">
            "It is not in this register, or it was removed. Undo brings back what was removed last; the "
            <a href=move || desk.href(Page::History)>"history"</a> " lists every change."
        </p>
    }
}

/// Edit and remove. What others point to is not removed; the page says what does.
#[component]
pub fn Tools(
    /// Which record.
    key: RecordKey,
) -> impl IntoView {
    let desk = desk();
    let refused = RwSignal::new(String::new());
    let (edit, remove) = (key.clone(), key);
    let take_out = move |_| {
        let allowed = desk.look(|register| may_remove(register, &remove));
        if let Err(orphans) = allowed {
            refused.set(orphans.to_string());
            return;
        }
        let mut draft = Draft::new();
        draft.remove(&remove, "");
        match desk.write(draft) {
            Ok(_) => {
                desk.notice.set("Removed. Undo brings it back.".to_owned());
                desk.go(list_of(remove.collection));
            }
            Err(reason) => refused.set(reason),
        }
    };
    view! {
        <p class="tools">
            <button class="go" disabled=move || desk.locked().is_some()
                on:click=move |_| desk.show(Dialog::Edit(edit.clone(), String::new()))>"Edit"</button>
            <button disabled=move || desk.locked().is_some() on:click=take_out>"Remove"</button>
        </p>
        <p class="error" role="alert">{move || refused.get()}</p>
    }
}

fn list_of(collection: Collection) -> Page {
    match collection {
        Collection::Memberships | Collection::Parties => Page::Members,
        other => Page::List(other),
    }
}

/// All that a record says: its facts, its sources, its lines.
#[component]
pub fn Fields(
    /// Which record.
    key: RecordKey,
    /// Fields that the page shows itself.
    #[prop(optional)]
    except: &'static [&'static str],
) -> impl IntoView {
    view! {
        <Facts key=key.clone() except />
        <Sections key except />
    }
}

/// The facts of a record, leaf by leaf, with what others say of each.
#[component]
pub fn Facts(
    /// Which record.
    key: RecordKey,
    /// Fields that the page shows itself.
    #[prop(optional)]
    except: &'static [&'static str],
) -> impl IntoView {
    let desk = desk();
    let shape = key.collection.shape();
    let json = Memo::new(move |_| desk.read(|register| register.json(&key)));
    move || {
        json.with(|json| {
            let leaves =
                shape.fields.iter().filter(|field| field.kind.is_leaf() && !except.contains(&field.name));
            let rows: Vec<_> = leaves.filter_map(|field| leaf_row(&desk, shape, field, json)).collect();
            (!rows.is_empty()).then(|| view! { <dl class="facts">{rows}</dl> })
        })
    }
}

/// The sources of a record and its lines, one table for each kind of line.
#[component]
pub fn Sections(
    /// Which record.
    key: RecordKey,
    /// Lines that the page shows itself.
    #[prop(optional)]
    except: &'static [&'static str],
) -> impl IntoView {
    let desk = desk();
    let at = key.clone();
    let json = Memo::new(move |_| desk.read(|register| register.json(&at)));
    move || {
        let shape = key.collection.shape();
        json.with(|json| {
            let hidden = |name: &str| except.contains(&name) || APART.contains(&name);
            let lines = shape.fields.iter().filter(|field| !field.kind.is_leaf() && !hidden(field.name));
            view! {
                <Citations key=key.clone() json=json.clone() />
                {lines.map(|field| section(desk, &key, shape, field, json)).collect_view()}
            }
        })
    }
}

fn leaf_row(
    desk: &Desk,
    shape: &'static Shape,
    field: &Field,
    json: &Map<String, Value>,
) -> Option<impl IntoView + use<>> {
    if APART.contains(&field.name) {
        return None;
    }
    let text = json.get(field.name).and_then(|value| shown(desk, field.kind, value));
    let others = readings(desk, shape, field.name, json);
    if text.is_none() && others.is_empty() {
        return None;
    }
    let link =
        (field.kind == Kind::Link).then(|| text.clone()).flatten().filter(|text| text.starts_with("http"));
    let target = match (field.kind, json.get(field.name).and_then(Value::as_str)) {
        (Kind::Ref(collection), Some(id)) => Some(Page::of(&RecordKey::new(collection, id))),
        _ => None,
    };
    let desk = *desk;
    Some(view! {
        <dt>{labels::field_label(shape.name, field.name)}</dt>
        <dd>
            {match (link, target, text) {
                (Some(link), ..) => {
                    let shown = link.clone();
                    view! { <a href=link rel="noreferrer" target="_blank">{shown}</a> }.into_any()
                },
                (None, Some(page), Some(text)) => view! { <a href=move || desk.href(page.clone())>{text}</a> }.into_any(),
                (None, _, Some(text)) => view! { <span class="prose">{text}</span> }.into_any(),
                (None, _, None) => view! { <span class="chip w">"not settled"</span> }.into_any(),
            }}
            {others.into_iter().map(|other| view! { <small class="block">{other}</small> }).collect_view()}
        </dd>
    })
}

/// A leaf in words; long texts in full.
fn shown(desk: &Desk, kind: Kind, value: &Value) -> Option<String> {
    match kind {
        Kind::Prose => value.as_str().map(str::to_owned).filter(|text| !text.is_empty()),
        _ => desk.read(|register| titles::leaf(kind, value, register, &*locale())),
    }
}

/// What other sources say of one field.
fn readings(desk: &Desk, shape: &Shape, name: &str, json: &Map<String, Value>) -> Vec<String> {
    let Some(Value::Object(all)) = json.get("readings") else { return Vec::new() };
    let Some(field) = shape.field(name) else { return Vec::new() };
    let text = |reading: &Value, part: &str| reading.get(part).and_then(Value::as_str).map(str::to_owned);
    desk.read(|register| {
        all.values()
            .filter(|reading| {
                reading.get("gone").is_none() && text(reading, "field").as_deref() == Some(name)
            })
            .filter_map(|reading| {
                let value = titles::leaf(field.kind, reading.get("value")?, register, &*locale())?;
                let source = text(reading, "source")
                    .map(|id| titles::title(register, &RecordKey::new(Collection::Sources, id), &*locale()));
                let reason = text(reading, "reason");
                let said: Vec<_> = source.into_iter().chain(reason).collect();
                Some(if said.is_empty() {
                    format!("Others: {value}")
                } else {
                    format!("Others: {value} ({})", said.join("; "))
                })
            })
            .collect()
    })
}

/// The sources of a record, or that it has none.
#[component]
fn Citations(
    /// Which record.
    key: RecordKey,
    /// The record as folded.
    json: Map<String, Value>,
) -> impl IntoView {
    let desk = desk();
    if key.collection.shape().field("sources").is_none() || key.collection == Collection::Sources {
        return ().into_any();
    }
    let cited = desk.read(|register| citations(register, &json));
    let add = key.clone();
    view! {
        <h2>"Sources"</h2>
        {if cited.is_empty() {
            view! { <p class="q">"None for the record itself; its lines may have their own."</p> }.into_any()
        } else {
            view! {
                <ol class="src">
                    {cited.into_iter().map(|(id, title, said)| {
                        let page = Page::Record(RecordKey::new(Collection::Sources, id));
                        view! { <li><a href=move || desk.href(page.clone())>{title}</a> {said}</li> }
                    }).collect_view()}
                </ol>
            }.into_any()
        }}
        <p class="tools">
            <button class="small" disabled=move || desk.locked().is_some()
                on:click=move |_| desk.show(Dialog::Edit(add.clone(), "sources".to_owned()))>"Cite a source"</button>
        </p>
    }
    .into_any()
}

/// The sources of a record or line: id, title, and the place in it with the trust put in it.
fn citations(register: &Register, json: &Map<String, Value>) -> Vec<(String, String, String)> {
    let Some(Value::Object(all)) = json.get("sources") else { return Vec::new() };
    let live = all.values().filter(|citation| citation.get("gone").is_none());
    live.filter_map(|citation| {
        let id = citation.get("source")?.as_str()?.to_owned();
        let title = titles::title(register, &RecordKey::new(Collection::Sources, id.as_str()), &*locale());
        let part = |name: &str| citation.get(name).and_then(Value::as_str);
        let trust = part("confidence")
            .map(|word| format!("confidence {}", labels::choice_label(word).to_ascii_lowercase()));
        let said: Vec<_> = part("place").map(str::to_owned).into_iter().chain(trust).collect();
        let said = if said.is_empty() { String::new() } else { format!(" ({})", said.join("; ")) };
        Some((id, title, said))
    })
    .collect()
}

/// A collection of lines as a table, with a column for each leaf that any line has.
fn section(
    desk: Desk,
    key: &RecordKey,
    shape: &'static Shape,
    field: &Field,
    json: &Map<String, Value>,
) -> impl IntoView + use<> {
    let Kind::Lines(lines) = field.kind else { return ().into_any() };
    let empty = Map::new();
    let all = json.get(field.name).and_then(Value::as_object).unwrap_or(&empty);
    let mut live: Vec<_> = all
        .iter()
        .filter_map(|(id, line)| Some((id, line.as_object()?)))
        .filter(|(_, line)| line.get("gone").is_none())
        .collect();
    let order =
        |line: &Map<String, Value>| line.get("order").and_then(Value::as_str).unwrap_or_default().to_owned();
    let date =
        |line: &Map<String, Value>| line.get("date").and_then(Value::as_str).unwrap_or_default().to_owned();
    live.arrange_by_key(|(id, line)| (order(line), date(line), id.to_string()));
    let said = |line: &Map<String, Value>, field: &Field| {
        line.get(field.name).and_then(|value| match (field.name, field.kind) {
            ("sources", _) => value.as_object().map(|sources| sources.len().to_string()),
            (_, kind) => shown(&desk, kind, value),
        })
    };
    let columns: Vec<&Field> = lines
        .fields
        .iter()
        .filter(|column| !matches!(column.name, "order" | "gone" | "readings"))
        .filter(|column| live.iter().any(|(_, line)| said(line, column).is_some()))
        .collect();
    let at = |id: &str| Dialog::Edit(key.clone(), crate::register::join(field.name, id));
    let label = labels::field_label(shape.name, field.name);
    let rows = live
        .iter()
        .map(|(id, line)| {
            let cells = columns.iter().map(|column| {
                let text = said(line, column).unwrap_or_default();
                let others = readings(&desk, lines, column.name, line);
                let number = matches!(column.kind, Kind::Amount | Kind::Count | Kind::Number) || column.name == "sources";
                view! {
                    <td class:n=number data-label=labels::field_label(lines.name, column.name)>
                        {text}
                        {others.into_iter().map(|other| view! { <small>{other}</small> }).collect_view()}
                    </td>
                }
            });
            let edit = at(id);
            let name = desk.read(|register| titles::summary(lines, line, register, &*locale()));
            view! {
                <tr data-id=id.to_string()>
                    {cells.collect_view()}
                    <td class="n">
                        <button class="small" aria-label=format!("Edit {name}") disabled=move || desk.locked().is_some()
                            on:click=move |_| desk.show(edit.clone())>"Edit"</button>
                    </td>
                </tr>
            }
        })
        .collect_view();
    let add = Dialog::Edit(key.clone(), field.name.to_owned());
    let heads = columns.iter().map(|column| {
        let number =
            matches!(column.kind, Kind::Amount | Kind::Count | Kind::Number) || column.name == "sources";
        view! { <th scope="col" class:n=number>{labels::field_label(lines.name, column.name)}</th> }
    });
    view! {
        <h2>{label}</h2>
        {(!live.is_empty()).then(|| view! {
            <table class="list" aria-label=label aria-rowcount=(live.len() + 1).to_string()>
                <thead><tr>{heads.collect_view()}<th scope="col"><span class="aloud">"Tools"</span></th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        })}
        <p class="tools">
            <button class="small" disabled=move || desk.locked().is_some() on:click=move |_| desk.show(add.clone())>
                {add_label(lines.name)}
            </button>
        </p>
    }
    .into_any()
}

/// What the button says that adds a line.
pub fn add_label(shape: &str) -> String {
    format!("Add {}", labels::shape_label(shape))
}

/// The records that point to this one.
#[component]
pub fn UsedIn(
    /// Which record.
    key: RecordKey,
) -> impl IntoView {
    let desk = desk();
    let found = Memo::new(move |_| {
        desk.read(|register| {
            let mut keys: Vec<RecordKey> =
                references_to(register, &key).into_iter().map(|(key, _)| key).collect();
            keys.arrange();
            keys.dedup();
            let titled = keys.into_iter().map(|key| {
                let title = titles::title(register, &key, &*locale());
                (key, title)
            });
            titled.collect::<Vec<_>>()
        })
    });
    view! {
        <Show when=move || !found.with(Vec::is_empty)>
            <h2>"Used in"</h2>
            <ul class="plain">
                {move || found.get().into_iter().map(|(key, title)| {
                    let page = Page::of(&key);
                    view! {
                        <li><a href=move || desk.href(page.clone())>{title}</a> " " <small>{labels::collection_label(key.collection).0}</small></li>
                    }
                }).collect_view()}
            </ul>
        </Show>
    }
}

/// Who changed the record, and when.
#[component]
pub fn Changes(
    /// Which record.
    key: RecordKey,
) -> impl IntoView {
    let desk = desk();
    let changes = Memo::new(move |_| {
        desk.read(|register| {
            let touching = register.touching(&key).iter().rev();
            touching
                .map(|change| (change.header.at.clone(), super::history::who(change)))
                .take(50)
                .collect::<Vec<_>>()
        })
    });
    view! {
        <details class="changes">
            <summary>"Changes to this record: " {move || changes.with(Vec::len)}</summary>
            <ul class="plain">
                {move || changes.get().into_iter().map(|(at, who)| view! { <li><span class="d">{at}</span> " " {who}</li> }).collect_view()}
            </ul>
        </details>
    }
}
