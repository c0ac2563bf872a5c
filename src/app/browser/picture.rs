//! Pictures of what is drawn on the page, which say the same without it; and the clipboard.

use js_sys::{Array, Function, Object, Promise, Reflect};
use leptos::prelude::{document, window};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, CanvasRenderingContext2d, Element, HtmlAnchorElement, HtmlCanvasElement, HtmlImageElement, Url,
    XmlSerializer,
};

use super::{page, sentence};

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
    let copy: Element = live.clone_node_with_deep(true)?.dyn_into()?;
    let (from, to) = (live.query_selector_all("*")?, copy.query_selector_all("*")?);
    for n in 0..from.length() {
        if let (Some(from), Some(to)) = (from.item(n), to.item(n)) {
            inline(from.unchecked_ref(), to.unchecked_ref())?;
        }
    }
    bare(&copy)?;
    copy.remove_attribute("style")?;
    let size =
        [live.client_width(), live.client_height()].map(|side| u32::try_from(side).unwrap_or_default());
    copy.set_attribute("width", &size[0].to_string())?;
    copy.set_attribute("height", &size[1].to_string())?;
    Ok((XmlSerializer::new()?.serialize_to_string(&copy)?, size[0], size[1]))
}

fn inline(from: &Element, to: &Element) -> Result<(), JsValue> {
    bare(to)?;
    if matches!(from.tag_name().as_str(), "g" | "defs" | "pattern" | "svg") {
        return Ok(());
    }
    let Some(style) = window().get_computed_style(from)? else { return Ok(()) };
    for name in STYLES {
        let value = style.get_property_value(name)?;
        if !value.is_empty()
            && (from.tag_name() == "text" || !(name.starts_with("font") || name.starts_with("text")))
        {
            to.set_attribute(name, &value)?;
        }
    }
    Ok(())
}

/// Takes off what has a meaning only on the page.
fn bare(element: &Element) -> Result<(), JsValue> {
    for name in element.get_attribute_names().iter().filter_map(|name| name.as_string()) {
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

/// The picture in dots.
///
/// # Errors
/// What the browser says.
pub async fn png(picture: &Picture) -> Result<Blob, String> {
    draw(picture).await.map_err(|error| sentence(&error))
}

async fn draw(picture: &Picture) -> Result<Blob, JsValue> {
    let image = HtmlImageElement::new()?;
    let source = js_sys::encode_uri_component(&picture.svg);
    image.set_src(&format!("data:image/svg+xml;charset=utf-8,{}", String::from(source)));
    JsFuture::from(image.decode()).await?;
    let canvas: HtmlCanvasElement = document().create_element("canvas")?.dyn_into()?;
    let (width, height) = (picture.size.0 * DOTS, picture.size.1 * DOTS);
    canvas.set_width(width);
    canvas.set_height(height);
    let context = canvas.get_context("2d")?.ok_or("This browser does not draw.")?;
    let context: CanvasRenderingContext2d = context.dyn_into()?;
    context.draw_image_with_html_image_element_and_dw_and_dh(
        &image,
        0.0,
        0.0,
        width.into(),
        height.into(),
    )?;
    let made = Promise::new(&mut |done, refused| {
        let give = Closure::once_into_js(move |blob: JsValue| {
            let _ = if blob.is_null() {
                refused.call0(&JsValue::NULL)
            } else {
                done.call1(&JsValue::NULL, &blob)
            };
        });
        let _ = canvas.to_blob_with_type(give.unchecked_ref(), "image/png");
    });
    JsFuture::from(made).await?.dyn_into()
}

/// Puts a text on the clipboard.
///
/// # Errors
/// Why the browser refuses.
pub async fn copy_text(text: &str) -> Result<(), String> {
    ask_clipboard("writeText", &text.into()).await.map_err(|error| sentence(&error))
}

/// Puts a picture on the clipboard.
///
/// # Errors
/// Why the browser refuses.
pub async fn copy_png(png: &Blob) -> Result<(), String> {
    let item = || -> Result<JsValue, JsValue> {
        let item: Function = Reflect::get(&window(), &"ClipboardItem".into())?.dyn_into()?;
        let kinds = Object::new();
        Reflect::set(&kinds, &"image/png".into(), png)?;
        Ok(Array::of1(&Reflect::construct(&item, &Array::of1(&kinds))?).into())
    };
    let copied = match item() {
        Ok(items) => ask_clipboard("write", &items).await,
        Err(error) => Err(error),
    };
    copied.map_err(|error| sentence(&error))
}

/// Calls the clipboard, which a browser need not have.
async fn ask_clipboard(method: &str, content: &JsValue) -> Result<(), JsValue> {
    let clipboard = Reflect::get(&window().navigator(), &"clipboard".into())?;
    let method: Function = Reflect::get(&clipboard, &method.into())?.dyn_into()?;
    JsFuture::from(method.call1(&clipboard, content)?.dyn_into::<Promise>()?).await?;
    Ok(())
}

/// Offers a picture as a file to keep.
///
/// # Errors
/// What the browser says.
pub fn download(name: &str, png: &Blob) -> Result<(), String> {
    let save = || -> Result<(), JsValue> {
        let address = Url::create_object_url_with_blob(png)?;
        let link: HtmlAnchorElement = document().create_element("a")?.dyn_into()?;
        link.set_href(&address);
        link.set_download(name);
        link.click();
        Url::revoke_object_url(&address)
    };
    save().map_err(|error| sentence(&error))
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
