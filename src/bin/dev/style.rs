//! The look of the first load: written in files of one subject each, sent as one.

use crate::steps::Outcome;
use sha2::{Digest, Sha256};
use std::fs;
use std::path::Path;

/// How the page names a style sheet.
const LINK: (&str, &str) = ("<link href=./", ".css rel=stylesheet>");

/// Joins the style sheets of the built page, in their order, into one that carries a hash of its content.
pub fn join(staging: &Path) -> Outcome {
    let page = staging.join("index.html");
    let text = read(&page)?;
    let names = names(&text);
    let mut joined = String::new();
    for name in &names {
        let file = staging.join(name);
        joined += read(&file)?.trim_end();
        fs::remove_file(&file).map_err(|error| format!("{} cannot be removed: {error}.", file.display()))?;
    }
    let hash: String = Sha256::digest(&joined).iter().take(6).map(|byte| format!("{byte:02x}")).collect();
    let name = format!("main-{hash}.css");
    write(&staging.join(&name), &joined)?;
    write(&page, &with_one(&text, &names, &name)?)
}

/// The style sheets that a page names, in their order.
fn names(page: &str) -> Vec<String> {
    let links = page.split(LINK.0).skip(1).filter_map(|rest| rest.split_once('>'));
    let sheets = links.filter_map(|(tag, _)| tag.strip_suffix(" rel=stylesheet"));
    sheets.map(str::to_owned).collect()
}

/// The page with one style sheet in the place of the first, and without the others.
fn with_one(page: &str, names: &[String], name: &str) -> Outcome<String> {
    let link = |name: &str| format!("{}{}{}", LINK.0, name.trim_end_matches(".css"), LINK.1);
    let (first, others) = names.split_first().ok_or("The built page names no style sheet.")?;
    let page = page.replace(&link(first), &link(name));
    Ok(others.iter().fold(page, |page, other| page.replace(&link(other), "")))
}

fn read(file: &Path) -> Outcome<String> {
    fs::read_to_string(file).map_err(|error| format!("{} cannot be read: {error}.", file.display()))
}

fn write(file: &Path, text: &str) -> Outcome {
    fs::write(file, text).map_err(|error| format!("{} cannot be written: {error}.", file.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_sheet_takes_the_place_of_several() {
        let page = "<link href=./a-1.css rel=stylesheet><link href=./b-2.css rel=stylesheet><link href=./c.js rel=modulepreload>";
        let names = names(page);
        assert_eq!(names, ["a-1.css", "b-2.css"]);
        let one = with_one(page, &names, "main-3.css").unwrap();
        assert_eq!(one, "<link href=./main-3.css rel=stylesheet><link href=./c.js rel=modulepreload>");
    }

    /// What is the style of anything that stands behind something has the styles of a whole list worked out anew with every
    /// row that comes or goes.
    #[test]
    fn no_style_is_that_of_anything_behind_something() {
        let files = |folder: &str| fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        let sheets = files("style").chain(files("style/main"));
        let sheets: Vec<_> = sheets.filter(|path| path.extension().is_some_and(|end| end == "css")).collect();
        assert!(sheets.len() > 15, "{sheets:?}");
        for sheet in sheets {
            let text = fs::read_to_string(&sheet).unwrap();
            let found = text.lines().find(|line| line.contains("+ *") || line.contains("~ *"));
            assert_eq!(found, None, "{}", sheet.display());
        }
    }

    #[test]
    fn a_page_without_a_sheet_is_refused() {
        assert!(with_one("<p>", &[], "main-3.css").is_err());
    }
}
