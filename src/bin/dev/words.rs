//! The languages of the built page: their lines stand in the order of the program, which needs no names for them.

use std::fs;
use std::path::Path;

use crate::steps::Outcome;

/// Takes the names off the lines of all languages: a quarter of what a reader of one fetches.
pub fn strip(staging: &Path) -> Outcome {
    let folder = staging.join("words");
    let unread = |error| format!("{} cannot be read: {error}.", folder.display());
    for file in fs::read_dir(&folder).map_err(unread)?.flatten() {
        let path = file.path();
        let text = fs::read_to_string(&path)
            .map_err(|error| format!("{} cannot be read: {error}.", path.display()))?;
        fs::write(&path, nameless(&text))
            .map_err(|error| format!("{} cannot be written: {error}.", path.display()))?;
    }
    Ok(())
}

/// A language without the names of its texts. What stands between a name and its text stays, so that it is read alike.
fn nameless(file: &str) -> String {
    let bare = |line: &str| line.find(" = ").and_then(|at| line.get(at..)).unwrap_or(line).to_owned();
    file.lines().map(|line| bare(line) + "\n").collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_go_and_texts_stay() {
        let check = |file: &str, expected: &str| assert_eq!(nameless(file), expected);
        check("Muster texts de 01234567\na.SAVE = Sichern\n", "Muster texts de 01234567\n = Sichern\n");
        check("a.RATE = {a} = {b}\n", " = {a} = {b}\n");
        check("a.EMPTY =\n", "a.EMPTY =\n");
    }
}
