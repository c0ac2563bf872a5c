//! Documents on the page: written from the register when they are asked for, to be read, printed or kept as a file.

use leptos::prelude::*;

use super::compare::start_before;
use crate::app::browser::{files, page};
use crate::app::pages::documents::{About, Kind};
use crate::app::parts::counted::Counted;
use crate::app::parts::here::{Here, here};
use crate::app::parts::{say, titles, verdicts};
use crate::app::route::Page;
use crate::app::{in_english, locale};
use crate::documents::{
    Audience, Brief, Document, DocumentError, Verdict, Which, became, communique, fact_sheet, html,
    html_page, kept, markdown, meeting_pack, member_sheet, minutes, public, since, stands_on,
};
use crate::exchange;
use crate::figures::{Ledger, Query, claims, reconcile};
use crate::register::{Collection, Id, Register};

#[cfg(feature = "formats")]
const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// A document in place of its page.
#[component]
pub fn DocumentPage(
    /// Which.
    kind: Kind,
    /// About what.
    about: About,
) -> impl IntoView {
    let here = here();
    let desk = here.desk;
    let version =
        Memo::new(move |_| desk.address.with(|address| address.param("version").map(str::to_owned)));
    let texts = (kind == Kind::Minutes).then(|| view! { <Texts about=about.clone() /> });
    let written = Memo::new_with_compare(
        move |_| {
            let which = Which::parse(version.get().as_deref());
            let counted = here.counted();
            desk.read(|register| {
                let written = write(&here, register, &counted, kind, &about, &which);
                written.map(|document| Document { basis: Some(basis(register)), ..document })
            })
        },
        |_, _| true,
    );
    let article = move || {
        written.with(|written| match written {
            Ok(document) => html(document, &|key| Some(here.href_now(Page::of(key)))),
            Err(_) => String::new(),
        })
    };
    let refused = move || written.with(|written| written.as_ref().err().cloned());
    let keep = move |ending: &'static str| {
        let file = written.with_untracked(|written| {
            let document = written.as_ref().ok()?;
            let text = if ending == "md" { markdown(document) } else { html_page(document) };
            Some((format!("{}.{ending}", titles::file_stem(&document.title)), text))
        });
        let Some((name, text)) = file else { return };
        let mime = if ending == "md" { "text/markdown" } else { "text/html" };
        match files::download(&name, mime, &text) {
            Ok(()) => desk.notice.set(format!("Kept as {name}.")),
            Err(reason) => desk.notice.set(reason),
        }
    };
    #[cfg(feature = "formats")]
    let word = {
        let keep_docx = move |_| {
            let Some(document) = written.with_untracked(|written| written.as_ref().ok().cloned()) else {
                return;
            };
            leptos::task::spawn_local(async move {
                let name = format!("{}.docx", titles::file_stem(&document.title));
                let kept = match crate::app::wings::docx_of(document).await {
                    Ok(bytes) => {
                        files::download_bytes(&name, DOCX, &bytes).map(|()| format!("Kept as {name}."))
                    }
                    Err(reason) => Err(reason),
                };
                desk.notice.set(kept.unwrap_or_else(|reason| reason));
            });
        };
        view! { <button on:click=keep_docx>"DOCX"</button> }
    };
    #[cfg(not(feature = "formats"))]
    let word = ();
    let back =
        move || desk.address.with(|address| address.clone().with("doc", "").with("version", "").to_string());
    view! {
        <p class="tools offers">
            <a href=back>"Back to the page"</a>
            <span class="sp"></span>
            <button on:click=move |_| page::print()>"Print"</button>
            <button on:click=move |_| keep("md")>"Markdown"</button>
            <button on:click=move |_| keep("html")>"HTML"</button>
            {word}
        </p>
        {texts}
        {move || refused().map(|reason| view! { <p class="error" role="alert">{reason}</p> })}
        <div inner_html=article on:click=|event| page::follow_note(&event)></div>
    }
}

/// The texts of minutes: what was kept, and how the register would write them now.
#[component]
fn Texts(about: About) -> impl IntoView {
    let desk = here().desk;
    let texts = Memo::new(move |_| match &about {
        About::Meeting(id) => desk.read_in(&[Collection::Meetings], |register| texts(register, id)),
        _ => Vec::new(),
    });
    let asked = Memo::new(move |_| {
        desk.address.with(|address| address.param("version").unwrap_or_default().to_owned())
    });
    let links = move || {
        texts
            .get()
            .into_iter()
            .map(|(word, label)| {
                let own = word.clone();
                let current = move || asked.with(|asked| *asked == own).then_some("page");
                let href =
                    move || desk.address.with(|address| address.clone().with("version", &word).to_string());
                view! { <a href=href aria-current=current>{label}</a> }
            })
            .collect_view()
    };
    view! {
        <Show when=move || !texts.with(Vec::is_empty)>
            <p class="tools offers texts"><span>"Texts"</span>{links}</p>
        </Show>
    }
}

/// The words and labels of the texts; none where no text was kept.
fn texts(register: &Register, id: &Id) -> Vec<(String, String)> {
    let Some(meeting) = register.meetings.get(id) else { return Vec::new() };
    let versions = kept(meeting);
    if versions.is_empty() {
        return Vec::new();
    }
    let mut all = vec![(String::new(), "Standing".to_owned())];
    all.extend(versions.iter().map(|kept| (kept.word(), super::minutes::label(kept))));
    all.push(("draft".to_owned(), "As the register has it now".to_owned()));
    all
}

/// From which state of a register a text comes: whoever has the register can tell whether it is still that one.
pub(super) fn basis(register: &Register) -> String {
    let size = say::count(register.size(), "change", "changes");
    format!(
        "From the register as it stands with {size}. Hash of its changes: {}.",
        exchange::digest(register)
    )
}

fn write(
    here: &Here,
    register: &Register,
    counted: &Counted,
    kind: Kind,
    about: &About,
    which: &Which,
) -> Result<Document, String> {
    in_english(|| write_now(here, register, counted, kind, about, which))
}

fn write_now(
    here: &Here,
    register: &Register,
    counted: &Counted,
    kind: Kind,
    about: &About,
    which: &Which,
) -> Result<Document, String> {
    let locale = locale();
    let mut query = here.query();
    // A communiqué and minutes tell what was known when they were written, unless another day is asked for.
    let own_day = here.desk.address.with_untracked(|address| address.param("on").is_some());
    if let (Kind::Communique | Kind::Minutes, About::Meeting(id), false) = (kind, about, own_day) {
        query = Query { on: stands_on(register, id).unwrap_or(query.on), ..query };
    }
    let verdicts = verdicts_of(register, counted);
    let brief = Brief { register, rates: counted.rates(), query, locale: &*locale, verdicts: &verdicts };
    let written = match (kind, about) {
        (Kind::Communique, About::Meeting(id)) => communique(&brief, id),
        (Kind::Minutes, About::Meeting(id)) => minutes(&brief, id, Audience::Inside, which),
        (Kind::Pack, About::Meeting(id)) => meeting_pack(&brief, id, Audience::Inside),
        (Kind::Became, About::Party(id)) => became(&brief, id),
        (_, About::Since(asked)) => start_before(register, asked.as_deref(), query.on)
            .map(|first| since(&brief, &first, Audience::Inside))
            .ok_or(DocumentError::NoStart),
        (Kind::Since, _) => Err(DocumentError::NoStart),
        (_, About::Party(id)) => member_sheet(&brief, id),
        _ => Ok(fact_sheet(&brief)),
    };
    written.map_err(|error| error.to_string())
}

/// What the register says of each reported figure, from what may be public of it.
fn verdicts_of(register: &Register, counted: &Counted) -> Vec<Verdict> {
    let public = public(register).register;
    let ledger = Ledger::of(&public);
    let mut all = Vec::new();
    for reported in public.ids(Collection::Reported) {
        let Some(claim) = claims(&public, &reported).into_iter().next() else { continue };
        let outcome = reconcile(&public, &ledger, counted.rates(), &claim);
        if let Some(words) = verdicts::words(&public, &outcome) {
            let because = Some(verdicts::sentence(&public, &outcome));
            all.push(Verdict { reported, words, because });
        }
    }
    all
}
