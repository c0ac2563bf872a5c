//! Pictures of what is drawn on the page, which say the same without it; and the clipboard.

use js_sys::{Array, Function, Object, Promise, Reflect};
use leptos::prelude::{document, window};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Element;

use super::{page, sentence};
use crate::words::text::areas::browser as text;

/// A drawing with its words, complete in itself.
pub struct Picture {
    /// As SVG.
    pub svg: String,
    size: (u32, u32),
}

/// What of the page's style sheets makes a shape look as it does.
const STYLES: [&str; 16] = [
    "fill",
    "fill-opacity",
    "stroke",
    "stroke-opacity",
    "stroke-width",
    "stroke-dasharray",
    "opacity",
    "vector-effect",
    "paint-order",
    "stroke-linejoin",
    "visibility",
    "font-family",
    "font-size",
    "font-weight",
    "font-style",
    "text-anchor",
];
/// How far from the edge everything stands.
const EDGE: u32 = 20;
/// The height of a line of words, and about how wide a letter is.
const LINE: u32 = 18;
const LETTER: u32 = 7;
/// How many dots of a PNG stand for one of the page.
const DOTS: u32 = 2;

/// Takes a picture of a drawing in the colours of paper, with a title, a sentence and a line at its foot.
pub fn take(selector: &str, title: &str, said: &str, foot: &str) -> Option<Picture> {
    let live = document().query_selector(selector).ok().flatten()?;
    let theme = page::root("data-theme");
    page::set_root("data-theme", Some("light"));
    let taken = inlined(&live);
    page::set_root("data-theme", theme.as_deref());
    let (drawing, width, height) = taken.ok()?;
    let letters = usize::try_from(width.checked_div(LETTER)?).ok()?;
    let (mut lines, mut y) = (String::new(), EDGE + 20);
    let mut put = |words: &str, style: &str, y: u32| {
        lines.push_str(&format!(r#"<text x="{EDGE}" y="{y}" {style}>{}</text>"#, escape(words)));
    };
    put(title, r##"font-family="Georgia, serif" font-size="19" font-weight="600" fill="#1b1d20""##, y);
    for line in wrapped(said, letters) {
        y += LINE;
        put(&line, r##"font-size="13" fill="#1b1d20""##, y);
    }
    let top = y + EDGE;
    let mut below = top + height + EDGE;
    for line in wrapped(foot, letters) {
        put(&line, r##"font-size="12" fill="#575b62""##, below);
        below += LINE;
    }
    let size = (width + 2 * EDGE, below);
    let placed = drawing.replacen("<svg", &format!(r#"<svg x="{EDGE}" y="{top}""#), 1);
    let svg = format!(
        concat!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" width="{0}" height="{1}" viewBox="0 0 {0} {1}" "#,
            r#"font-family="system-ui, sans-serif" role="img"><title>{2}</title><desc>{3}</desc>"#,
            r##"<rect width="{0}" height="{1}" fill="#ffffff"/>{4}{5}</svg>"##
        ),
        size.0,
        size.1,
        escape(title),
        escape(said),
        lines,
        placed,
    );
    Some(Picture { svg, size })
}

/// A drawing as text with all looks in its own attributes, its width and its height.
fn inlined(live: &Element) -> Result<(String, u32, u32), JsValue> {
    let copy = call(live, "cloneNode", &[true.into()])?;
    let all = |of: &JsValue| call(of, "querySelectorAll", &["*".into()]).map(|found| Array::from(&found));
    for (from, to) in all(live)?.iter().zip(all(&copy)?.iter()) {
        inline(&from, to.unchecked_ref())?;
    }
    let copy: &Element = copy.unchecked_ref();
    bare(copy)?;
    copy.remove_attribute("style")?;
    let side = |name: &str| Ok::<_, JsValue>(get(live, name)?.as_f64().unwrap_or_default() as u32);
    let (width, height) = (side("clientWidth")?, side("clientHeight")?);
    copy.set_attribute("width", &width.to_string())?;
    copy.set_attribute("height", &height.to_string())?;
    let text = call(&make("XMLSerializer", &Array::new())?, "serializeToString", &[copy.into()])?;
    Ok((text.as_string().unwrap_or_default(), width, height))
}

fn inline(from: &JsValue, to: &Element) -> Result<(), JsValue> {
    bare(to)?;
    let tag = to.tag_name();
    if matches!(tag.as_str(), "g" | "defs" | "pattern" | "svg") {
        return Ok(());
    }
    let style = call(&window(), "getComputedStyle", std::slice::from_ref(from))?;
    for name in STYLES {
        let value = call(&style, "getPropertyValue", &[name.into()])?.as_string().unwrap_or_default();
        let of_words = name.starts_with("font") || name.starts_with("text");
        if !value.is_empty() && (tag == "text" || !of_words) {
            to.set_attribute(name, &value)?;
        }
    }
    Ok(())
}

/// Takes off what has a meaning only on the page.
fn bare(element: &Element) -> Result<(), JsValue> {
    for name in
        Array::from(&call(element, "getAttributeNames", &[])?).iter().filter_map(|name| name.as_string())
    {
        let of_page = ["aria-", "data-"].iter().any(|begin| name.starts_with(begin));
        if of_page || matches!(name.as_str(), "class" | "role" | "tabindex") {
            element.remove_attribute(&name)?;
        }
    }
    Ok(())
}

/// Words in lines of at most so many letters.
fn wrapped(words: &str, letters: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in words.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.is_empty() => line.push_str(word),
            Some(line) if line.chars().count() + word.chars().count() < letters => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// The picture in dots, as the bytes of a PNG.
///
/// # Errors
/// What the browser says.
pub async fn png(picture: &Picture) -> Result<Vec<u8>, String> {
    draw(picture).await.map_err(|error| sentence(&error))
}

async fn draw(picture: &Picture) -> Result<Vec<u8>, JsValue> {
    let image = document().create_element("img")?;
    let source = call(&window(), "encodeURIComponent", &[picture.svg.as_str().into()])?;
    let source = format!("data:image/svg+xml;charset=utf-8,{}", source.as_string().unwrap_or_default());
    image.set_attribute("src", &source)?;
    done(call(&image, "decode", &[])?).await?;
    let canvas = document().create_element("canvas")?;
    let (width, height) = (picture.size.0 * DOTS, picture.size.1 * DOTS);
    canvas.set_attribute("width", &width.to_string())?;
    canvas.set_attribute("height", &height.to_string())?;
    let context = call(&canvas, "getContext", &["2d".into()])?;
    call(&context, "drawImage", &[image.into(), 0.into(), 0.into(), width.into(), height.into()])?;
    let made = call(&canvas, "toDataURL", &["image/png".into()])?.as_string().unwrap_or_default();
    let (_, letters) = made.split_once(',').ok_or(text::NOTHING_DRAWN.said())?;
    // One letter for each byte.
    let bytes = call(&window(), "atob", &[letters.into()])?.as_string().unwrap_or_default();
    Ok(bytes.chars().filter_map(|letter| u8::try_from(u32::from(letter)).ok()).collect())
}

/// Puts a text on the clipboard.
///
/// # Errors
/// Why the browser refuses.
pub async fn copy_text(text: &str) -> Result<(), String> {
    ask_clipboard("writeText", text.into()).await.map_err(|error| sentence(&error))
}

/// Puts a picture on the clipboard.
///
/// # Errors
/// Why the browser refuses.
pub async fn copy_png(png: &[u8]) -> Result<(), String> {
    let item = || {
        let bytes = js_sys::Uint8Array::from(png);
        let (kind, kinds) = (Object::new(), Object::new());
        Reflect::set(&kind, &"type".into(), &"image/png".into())?;
        let blob = make("Blob", &Array::of2(&Array::of1(&bytes), &kind))?;
        Reflect::set(&kinds, &"image/png".into(), &blob)?;
        Ok(Array::of1(&make("ClipboardItem", &Array::of1(&kinds))?).into())
    };
    let copied = match item() {
        Ok(items) => ask_clipboard("write", items).await,
        Err(error) => Err(error),
    };
    copied.map_err(|error: JsValue| sentence(&error))
}

/// Calls the clipboard, which a browser need not have.
async fn ask_clipboard(method: &str, content: JsValue) -> Result<(), JsValue> {
    let clipboard = get(&window().navigator(), "clipboard")?;
    done(call(&clipboard, method, &[content])?).await
}

async fn done(promise: JsValue) -> Result<(), JsValue> {
    JsFuture::from(promise.dyn_into::<Promise>()?).await.map(|_| ())
}

// What the browser has is asked for by name here: a typed function of the browser stands in the script of the first
// load, even where only a wing calls it.

fn get(of: &JsValue, name: &str) -> Result<JsValue, JsValue> {
    Reflect::get(of, &name.into())
}

fn call(on: &JsValue, method: &str, arguments: &[JsValue]) -> Result<JsValue, JsValue> {
    let method: Function = get(on, method)?.dyn_into()?;
    method.apply(on, &arguments.iter().collect())
}

fn make(class: &str, arguments: &Array) -> Result<JsValue, JsValue> {
    let class: Function = get(&window(), class)?.dyn_into()?;
    Reflect::construct(&class, arguments)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_in_lines() {
        assert_eq!(wrapped("one two three", 8), ["one two", "three"]);
        assert_eq!(wrapped("incomprehensible", 8), ["incomprehensible"]);
        assert_eq!(wrapped("", 8), [""]);
    }

    #[test]
    fn words_are_never_markup() {
        assert_eq!(escape("R&D <b>"), "R&amp;D &lt;b&gt;");
    }
}
