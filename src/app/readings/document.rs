//! Documents on the page: written from the register when they are asked for, to be read, printed or kept as a file.

use leptos::prelude::*;

use super::compare::start_before;
use crate::app::browser::{files, page};
use crate::app::pages::documents::{About, Kind};
use crate::app::parts::counted::Counted;
use crate::app::parts::here::{Here, here};
use crate::app::parts::{titles, verdicts};
use crate::app::route::Page;
use crate::app::{in_language, languages, locale};
use crate::documents::{
    Audience, Brief, Document, DocumentError, Verdict, Which, became, communique, fact_sheet, html,
    html_page, kept, markdown, meeting_pack, member_sheet, minutes, public, since, stands_on,
};
use crate::exchange;
use crate::figures::{Ledger, Query, claims, reconcile};
use crate::register::{Collection, Id, Register};
use crate::said;
use crate::words::Language;
use crate::words::text::Spoken;
use crate::words::text::areas::actions::PRINT;
use crate::words::text::areas::documents as text;
use crate::words::text::areas::settings::LANGUAGE;

#[cfg(feature = "formats")]
const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// A document as it is written, with the language that it is in.
#[derive(Clone)]
struct Written {
    document: Document,
    spoken: &'static Spoken,
}

impl Written {
    /// Renders it. What stands around its words, like “Source”, is in its own language; a text that was kept is English.
    fn rendered<T>(&self, render: impl FnOnce(&Document) -> T) -> T {
        in_language(self.own(), || render(&self.document))
    }

    fn own(&self) -> &'static Spoken {
        let own = Language::of_tag(&self.document.language);
        if own == Some(Language::English) { Spoken::english() } else { self.spoken }
    }
}

/// Why there is no document to be seen.
#[derive(Clone)]
enum Lacks {
    /// Its language is being fetched.
    Language,
    /// It cannot be written.
    Refused(String),
}

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
    let asked = asked_language();
    let fetched = fetched(asked);
    let written = Memo::new_with_compare(
        move |_| {
            let which = Which::parse(version.get().as_deref());
            let counted = here.counted();
            let spoken = match (languages::here(asked.get()), fetched.get()) {
                (Some(spoken), _) => spoken,
                (None, Some(reason)) => return Err(Lacks::Refused(reason)),
                (None, None) => return Err(Lacks::Language),
            };
            desk.read(|register| {
                in_language(spoken, || {
                    let document = write(&here, register, &counted, kind, &about, &which);
                    let document = document.map_err(Lacks::Refused)?;
                    let document = Document { basis: Some(basis(register)), ..document };
                    Ok(Written { document, spoken })
                })
            })
        },
        |_, _| true,
    );
    let article = move || {
        written.with(|written| match written {
            Ok(written) => {
                written.rendered(|document| html(document, &|key| Some(here.href_now(Page::of(key)))))
            }
            Err(_) => String::new(),
        })
    };
    let refused = move || {
        let lacks = written.with(|written| written.as_ref().err().cloned());
        lacks.map(|lacks| match lacks {
            Lacks::Language => view! { <p role="status">{text::LANGUAGE_COMES.said()}</p> }.into_any(),
            Lacks::Refused(reason) => view! { <p class="error" role="alert">{reason}</p> }.into_any(),
        })
    };
    let keep = move |ending: &'static str| {
        let file = written.with_untracked(|written| {
            let written = written.as_ref().ok()?;
            let render = if ending == "md" { markdown } else { html_page };
            Some((named(&written.document, ending), written.rendered(render)))
        });
        let Some((name, text)) = file else { return };
        let mime = if ending == "md" { "text/markdown" } else { "text/html" };
        let kept = files::download(&name, mime, &text).map(|()| said!(text::KEPT_AS, name));
        desk.notice.set(kept.unwrap_or_else(|reason| reason));
    };
    #[cfg(feature = "formats")]
    let word = {
        let keep_docx = move |_| {
            let Some(written) = written.with_untracked(|written| written.as_ref().ok().cloned()) else {
                return;
            };
            leptos::task::spawn_local(async move {
                let name = named(&written.document, "docx");
                let own = written.own();
                let kept = match crate::app::wings::docx_of(written.document, own).await {
                    Ok(bytes) => {
                        files::download_bytes(&name, DOCX, &bytes).map(|()| said!(text::KEPT_AS, name))
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
    let back = move || {
        let page = desk.address.with(Clone::clone);
        page.with("doc", "").with("version", "").with("lang", "").to_string()
    };
    view! {
        <p class="tools offers">
            <a href=back>{text::BACK_TO_PAGE.said()}</a>
            <span class="sp"></span>
            <Tongues asked />
            <button on:click=move |_| page::print()>{PRINT.said()}</button>
            <button on:click=move |_| keep("md")>"Markdown"</button>
            <button on:click=move |_| keep("html")>"HTML"</button>
            {word}
        </p>
        {texts}
        {refused}
        <div inner_html=article on:click=|event| page::follow_note(&event)></div>
    }
}

/// What a document is called as a file.
fn named(document: &Document, ending: &str) -> String {
    format!("{}.{ending}", titles::file_stem(&document.title))
}

/// The language that the address asks the document in: English where it asks for none.
fn asked_language() -> Memo<Language> {
    let desk = here().desk;
    let asked = move || desk.address.with(|address| address.param("lang").and_then(Language::of_tag));
    Memo::new(move |_| asked().unwrap_or_default())
}

/// Fetches a language that is not here; why it could not be had. It changes, too, when the language has come.
fn fetched(asked: Memo<Language>) -> RwSignal<Option<String>> {
    let failed = RwSignal::new(None);
    Effect::new(move |_| {
        let language = asked.get();
        if languages::here(language).is_none() {
            failed.set(None);
            leptos::task::spawn_local(async move {
                failed.set(languages::fetched(language).await.err());
            });
        }
    });
    failed
}

/// In which language the document is written.
#[component]
fn Tongues(
    /// The language that is asked for.
    asked: Memo<Language>,
) -> impl IntoView {
    let desk = here().desk;
    let options = Language::ALL.map(|language| {
        view! {
            <option value=language.tag() lang=language.tag() selected=move || asked.get() == language>
                {language.own_name()}
            </option>
        }
    });
    view! { <select aria-label=LANGUAGE.said() on:change=move |event| {
        let tag = event_target_value(&event);
        let is_english = Language::of_tag(&tag) == Some(Language::English);
        desk.set_param("lang", if is_english { "" } else { &tag });
    }>{options.into_iter().collect_view()}</select> }
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
            <p class="tools offers texts"><span>{text::TEXTS.said()}</span>{links}</p>
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
    let mut all = vec![(String::new(), said!(text::STANDING))];
    all.extend(versions.iter().map(|kept| (kept.word(), super::minutes::label(kept))));
    all.push(("draft".to_owned(), said!(text::AS_IT_IS_NOW)));
    all
}

/// From which state of a register a text comes: whoever has the register can tell whether it is still that one.
pub(super) fn basis(register: &Register) -> String {
    said!(text::BASIS, n = register.size(), hash = exchange::digest(register).to_string())
}

fn write(
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
